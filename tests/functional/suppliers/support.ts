import db from '@adonisjs/lucid/services/db'
import { acceptLead } from '#entities/accept_lead'
import { findEntity } from '#entities/repository'
import { acceptLeads } from '#intake/accept_leads'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { engine } from '#distribution/engine'
import { rollCosts } from '#insights/costs/roll_costs'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'

let counter = 0

/** A lead of a source through the front door, waited for. */
export async function leadFrom(
  accountId: string,
  source: string | null,
  options: { state?: string; test?: boolean; email?: string; duplicate?: 'allow' | null } = {}
): Promise<string> {
  const entity = (await findEntity(accountId, 'solar'))!
  const { state = 'CA', test = false, email = `s${++counter}-${Date.now()}@example.org` } = options
  const values = { email, state, monthly_bill: 240 }
  const accepted = acceptLead(values, entity, Date.now(), { country: 'DE', currency: 'EUR' })
  if (!accepted.ok) throw new Error(JSON.stringify(accepted.problem))
  const [outcome] = await acceptLeads(accountId, [
    {
      ...{ entity, accepted: accepted.value, source, externalId: null, profile: null, test },
      ...{ duplicate: (options.duplicate ?? null) as never, consent: null },
    },
  ])
  if (outcome.type !== 'stored') throw new Error(outcome.type)
  await engine.waitForLead(accountId, outcome.leadId, 15_000)
  return outcome.leadId
}

export const deliveryOf = async (leadId: string) =>
  (await store.first('select id from deliveries where lead_id = ?', [leadId]))!.id as string

export const costsOfAccount = (accountId: string) =>
  store.all('select * from supplier_postings where account_id = ? order by id', [accountId])

/** Follows the trail to its end as if everything in it had settled, from an hour ago on: also what was read before. */
export async function settle() {
  await rewindCosts()
  while (await rollCosts(Date.now() + 120_000));
  // What comes next is younger than the cursor would be.
  await rewindCosts()
}

/** The trail from a moment on, an hour ago if none is given, is to be read again. */
export async function rewindCosts(from = Date.now() - 3_600_000) {
  const upto = idsBefore('evt', from)
  await db.from('figure_cursors').where('log', 'costs').update({ upto })
}

export async function withSuppliers(accountId: string, suppliers: object[]) {
  const applied = await applyBlueprint(accountId, { sluice: 1, suppliers }, { actor: null })
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem))
}
