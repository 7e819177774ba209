import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { recordChange } from '#accounts/config_changes'
import { diffValues } from '#accounts/told_changes'
import type { Account } from '#accounts/types'
import { parsePlan, starterPlans, writePlan } from '#accounts/plans/plan_shape'
import { findPlan, listPlans, planColumns, planSettings } from '#accounts/plans/repository'
import type { PlanSettings, Seller } from '#accounts/plans/types'

interface By {
  actor: string
  now: number
}

/**
 * Makes a plan, or changes the one of this key: what accounts on it pay for their running period stays as it began. The
 * history stands with the account that bills.
 */
export async function savePlan(
  settings: PlanSettings,
  currency: string,
  key: string | null,
  input: unknown,
  { actor, now }: By
): Promise<Result<null, Problem[]>> {
  const problems: Problem[] = []
  const wish = parsePlan(input, currency, problems)
  if (!wish) return fail(problems)
  const { seller, accountId } = settings
  return db.transaction(async (trx) => {
    const known = await findPlan(seller, key ?? wish.key, trx)
    if (key === null && known)
      return fail([{ field: 'key', rule: 'taken', message: `"${wish.key}" exists already` }])
    if (key !== null && (!known || wish.key !== key))
      return fail([{ field: 'key', rule: 'immutable', message: 'the key of a plan cannot change' }])
    const columns = { ...planColumns(wish), updated_at: now }
    if (known) await trx.from('plans').where('id', known.id).update(columns)
    else
      await trx
        .insertQuery()
        .table('plans')
        .insert({ ...columns, id: newId('plan', now), seller, created_at: now })
    const before = known ? writePlan(known) : {}
    const after = writePlan({ ...wish, id: '', seller, archived: known?.archived ?? false })
    await recordChange(trx, {
      ...{ accountId, actor, object: `plans.${wish.key}` },
      action: known ? 'updated' : 'created',
      detail: { changes: diffValues(before, after) },
    })
    return ok(null)
  })
}

/** A plan nobody can choose any more, or again; who is on it stays. False: there is no such plan. */
export const archivePlan = (
  { seller, accountId }: PlanSettings,
  key: string,
  archived: boolean,
  { actor, now }: By
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const plan = await findPlan(seller, key, trx)
    if (!plan) return false
    const columns = { archived_at: archived ? now : null, updated_at: now }
    await trx.from('plans').where('id', plan.id).update(columns)
    const changes = [{ path: 'archived', from: plan.archived, to: archived }]
    const change = { accountId, actor, object: `plans.${key}`, action: 'updated' as const }
    await recordChange(trx, { ...change, detail: { changes } })
    return true
  })

/** Switches a seller's plans on for the first time: with plans to change, and a way to be paid that needs nothing. */
export async function openPlans(seller: Seller, account: Account, { actor, now }: By) {
  if (await planSettings(seller)) return
  await db.transaction(async (trx) => {
    const made = await trx
      .insertQuery()
      .table('plan_settings')
      .insert({
        ...{ seller, enabled: false, account_id: account.id, default_plan: 'starter' },
        ...{ invoices: 'draft', webhook_token: randomBytes(24).toString('base64url') },
        payment: JSON.stringify({ use: 'manual', version: '1.0.0', config: {} }),
        updated_at: now,
      })
      .knexQuery.onConflict('seller')
      .ignore()
      .returning('seller')
    const known = await listPlans(seller, trx)
    if (!made.length || known.length) return
    for (const plan of starterPlans(account.currency))
      await trx
        .insertQuery()
        .table('plans')
        .insert({
          ...{ ...planColumns(plan), id: newId('plan', now), seller },
          ...{ created_at: now, updated_at: now },
        })
    const changes = [{ path: 'plans', from: null, to: 'draft' }]
    const change = { accountId: account.id, actor, object: 'account', action: 'updated' as const }
    await recordChange(trx, { ...change, detail: { changes } })
  })
}
