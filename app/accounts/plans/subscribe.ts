import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { dateText, localDay } from '#shared/local_time'
import { type Result, fail, ok } from '#shared/result'
import { recordChange } from '#accounts/config_changes'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { advance } from '#accounts/plans/advance'
import { firstMonth, isUpgrade, trial, upgraded } from '#accounts/plans/next_period'
import {
  findPlan,
  holdSubscription,
  planSettings,
  sellerOf,
  subscriptionColumns,
} from '#accounts/plans/repository'
import type { Plan, Subscription } from '#accounts/plans/types'

export type SubscribeProblem = 'unknown_account' | 'unknown_plan'
/** When it holds: `trial` and `now` at once, `later` from the next period on. */
export type Taking = 'trial' | 'now' | 'later'

export interface Wish {
  actor: string | null
  now: number
  /** During a trial: begin to pay now instead of when it ends. */
  atOnce?: boolean
}

/**
 * Puts an account on a plan of its seller. The first begins with its trial, where it has one; a larger one holds at once,
 * a smaller one from the next period on.
 */
export async function subscribe(
  accountId: string,
  planKey: string,
  wish: Wish,
  client?: TransactionClientContract
): Promise<Result<Taking, SubscribeProblem>> {
  const act = async (trx: TransactionClientContract) => {
    const account = await loadAccount(accountId, trx)
    if (!account) return fail<SubscribeProblem>('unknown_account')
    const plan = await findPlan(sellerOf(account), planKey, trx)
    if (!plan || plan.archived) return fail<SubscribeProblem>('unknown_plan')
    return ok(await take(trx, account, plan, wish))
  }
  return client ? act(client) : db.transaction(act)
}

/** Puts a new account on what its seller has accounts begin on; nothing where it sells no plans. */
export async function subscribeNew(
  trx: TransactionClientContract,
  account: Account,
  wish: Wish
): Promise<void> {
  const settings = await planSettings(sellerOf(account), trx)
  // Who bills for plans is on none of its own.
  if (!settings?.enabled || settings.accountId === account.id || !settings.defaultPlan) return
  await subscribe(account.id, settings.defaultPlan, wish, trx)
}

async function take(
  trx: TransactionClientContract,
  account: Account,
  plan: Plan,
  { actor, now, atOnce = false }: Wish
): Promise<Taking> {
  const zone = account.timeZone
  const today = dateText(localDay(zone, now))
  // A period that is over is closed first, or it would never be billed.
  await advance(trx, account.id, now)
  const before = await holdSubscription(trx, account.id)
  const way = wayOf(before, plan, atOnce, now)
  const from = before ? before.segments.at(-1)!.name : null
  const write = (columns: object) => put(trx, account, before, columns, now)

  if (way === 'later')
    await write({
      next_plan_id: before!.planId === plan.id && before!.status !== 'trialing' ? null : plan.id,
      ends: false,
    })
  else if (before && isRunning(before, now) && before.status !== 'trialing')
    await write({
      ...{ plan_id: plan.id, next_plan_id: null, ends: false },
      segments: JSON.stringify(upgraded(before.segments, plan, today)),
    })
  else {
    const begun = way === 'trial' ? trial(plan, today, zone) : firstMonth(plan, today, zone)
    const rest = { next_plan_id: null, ends: false, ended_at: null }
    await write({ ...subscriptionColumns(begun), ...rest })
  }
  const detail = { changes: [{ path: 'plan', from, to: plan.name }], begins: way }
  const action = before ? 'updated' : 'created'
  await recordChange(trx, { accountId: account.id, actor, object: 'subscription', action, detail })
  return way
}

const isRunning = ({ status, endsAt }: Subscription, now: number) =>
  status !== 'ended' && now < endsAt

function wayOf(before: Subscription | null, plan: Plan, atOnce: boolean, now: number): Taking {
  if (!before) return plan.trialDays > 0 ? 'trial' : 'now'
  if (!isRunning(before, now)) return 'now'
  if (before.status === 'trialing') return atOnce ? 'now' : 'later'
  return isUpgrade(before.segments.at(-1)!, plan) ? 'now' : 'later'
}

async function put(
  trx: TransactionClientContract,
  account: Account,
  before: Subscription | null,
  columns: object,
  now: number
) {
  if (before) {
    await trx
      .from('subscriptions')
      .where('account_id', account.id)
      .update({ ...columns, seller: sellerOf(account), updated_at: now })
    return
  }
  const row = { account_id: account.id, seller: sellerOf(account), created_at: now }
  await trx
    .insertQuery()
    .table('subscriptions')
    .insert({ ...row, ...columns, updated_at: now })
}

/** Ends a subscription with its period, or takes that back; false where there is none to end. */
export const endSubscription = (
  accountId: string,
  ends: boolean,
  { actor, now }: Wish
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const before = await holdSubscription(trx, accountId)
    if (!before || !isRunning(before, now)) return false
    if (before.ends === ends) return true
    const columns = { ends, next_plan_id: null, updated_at: now }
    await trx.from('subscriptions').where('account_id', accountId).update(columns)
    const detail = { changes: [{ path: 'ends', from: before.ends, to: ends }] }
    const change = { accountId, actor, object: 'subscription', action: 'updated' as const, detail }
    await recordChange(trx, change)
    return true
  })
