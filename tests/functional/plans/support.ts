import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import { openPlans, savePlan } from '#accounts/plans/save_plans'
import { planSettings } from '#accounts/plans/repository'
import { countedUpTo } from '#accounts/plans/usage'
import { subscribe } from '#accounts/plans/subscribe'
import type { Account } from '#accounts/types'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { dateBack, newId } from '#shared/ids'
import { rollPastUp, rollUp } from '#insights/figures/roll_up'
import { type TestAccount, makeAccount } from '#tests/helpers/make_account'

const SELLER = {
  sluice: 1,
  account: {
    ...{ name: 'Agency GmbH', country: 'DE', vat_id: 'DE136695976' },
    address: { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin', country: 'DE' },
    tax: { vat_status: 'registered' },
  },
}
export const CLIENT_DETAILS = {
  ...SELLER,
  account: {
    ...{ name: 'Client GmbH', country: 'DE' },
    address: { street: 'Weg 2', postal_code: '20095', city: 'Hamburg', country: 'DE' },
  },
}
export const by = () => ({ actor: 'user:owner@agency.example', now: Date.now() })

/** An agency that sells plans; `small` stops at 3 leads, `large` bills beyond 5, `free` costs nothing and only tells. */
export async function makeAgency(): Promise<Account> {
  const { id } = await makeAccount({ blueprint: SELLER, currency: 'EUR' })
  await db.from('accounts').where('id', id).update({ agency: true })
  const agency = (await loadAccount(id))!
  await openPlans(id, agency, by())
  const settings = (await planSettings(id))!
  await db.from('plan_settings').where('seller', id).update({ enabled: true })
  const plans = [
    {
      key: 'small',
      name: 'Small',
      price: '30',
      trial_days: 7,
      included: 3,
      at_limit: 'stop',
      partners: 3,
      members: 1,
      entities: 2,
    },
    {
      key: 'large',
      name: 'Large',
      price: '90',
      trial_days: 0,
      included: 5,
      overage: '2.50',
      at_limit: 'overage',
    },
    { key: 'free', name: 'Free', price: '0', trial_days: 0, included: 2, at_limit: 'warn' },
  ]
  for (const plan of plans) {
    const saved = await savePlan(settings, 'EUR', null, plan, by())
    if (!saved.ok) throw new Error(JSON.stringify(saved.problem))
  }
  return agency
}

/** A client of an agency, on a plan of it; null: on none. */
export async function makeClient(
  agency: Account,
  plan: string | null,
  now = Date.now(),
  timeZone = 'UTC'
): Promise<TestAccount> {
  const client = await makeAccount({ timeZone, currency: 'EUR' })
  await applyBlueprint(client.id, CLIENT_DETAILS, { actor: null })
  await db.from('accounts').where('id', client.id).update({ parent_id: agency.id })
  if (plan) {
    const taken = await subscribe(client.id, plan, { actor: null, now })
    if (!taken.ok) throw new Error(taken.problem)
  }
  return client
}

/** Adds everything up to now, as the runner behind the app does. */
export async function addUp(now: number) {
  while (await rollUp(now));
}

/**
 * Leads that came in at these moments, once for an account: the figures may have gone by them, and take them in as those
 * of the demo's past.
 */
export async function pastLeads(accountId: string, moments: number[], tests: number[] = []) {
  const { id: entity } = await db.from('entities').where('account_id', accountId).firstOrFail()
  const all = [
    ...moments.map((at) => ({ at, test: false })),
    ...tests.map((at) => ({ at, test: true })),
  ]
  await dateBack(async () => {
    for (const { at, test } of all.sort((a, b) => a.at - b.at)) {
      const id = newId('lead', at)
      await db.table('leads').insert({
        ...{ id, account_id: accountId, entity_id: entity, status: 'received', values: '{}' },
        ...{ test, revision: 1, created_at: at, updated_at: at },
      })
      await db.table('events').insert({
        ...{ id: newId('evt', at), account_id: accountId, at, type: 'lead.received' },
        ...{ lead_id: id, data: '{}' },
      })
    }
  })
  await rollPastUp(accountId, await countedUpTo())
}
