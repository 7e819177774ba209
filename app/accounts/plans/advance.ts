import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { recordChange } from '#accounts/config_changes'
import { loadAccount } from '#accounts/repository'
import { followingPeriod } from '#accounts/plans/next_period'
import { holdSubscription, planById, subscriptionColumns } from '#accounts/plans/repository'
import type { Subscription } from '#accounts/plans/types'

const AT_ONCE = 500
/** Months that are caught up with at once. */
const MOST_BEHIND = 120

/** Begins what follows each period that is over, also after a long rest. Answers how many accounts went on. */
export async function advanceSubscriptions(now: number): Promise<number> {
  const due = await db
    .from('subscriptions')
    .whereNot('status', 'ended')
    .where('ends_at', '<=', now)
    .orderBy('ends_at')
    .limit(AT_ONCE)
    .select('account_id')
  for (const { account_id: accountId } of due)
    await db.transaction((trx) => advance(trx, accountId, now))
  return due.length
}

/** Brings one account's subscription up to now. */
export async function advance(trx: TransactionClientContract, accountId: string, now: number) {
  const account = await loadAccount(accountId, trx)
  for (let i = 0; account && i < MOST_BEHIND; i++) {
    const subscription = await holdSubscription(trx, accountId)
    if (!subscription || subscription.status === 'ended' || subscription.endsAt > now) return
    if (subscription.status !== 'trialing') await closePeriod(trx, subscription, now)
    const plan = await planById(subscription.nextPlanId ?? subscription.planId, trx)
    const next = followingPeriod(subscription, plan, account.timeZone)
    const columns = next
      ? { ...subscriptionColumns(next), next_plan_id: null }
      : { status: 'ended', ended_at: subscription.endsAt, next_plan_id: null }
    await trx
      .from('subscriptions')
      .where('account_id', accountId)
      .update({ ...columns, updated_at: now })
    if (next && next.planId === subscription.planId && subscription.status !== 'trialing') continue
    const to = next ? next.segments[0].name : null
    const changes = [{ path: 'plan', from: subscription.segments.at(-1)!.name, to }]
    const detail = { changes, begins: 'now' }
    const change = { accountId, actor: null, object: 'subscription', action: 'updated' as const }
    await recordChange(trx, { ...change, detail })
  }
}

/** A period that is over waits to be billed: its id keeps it from being billed twice. */
async function closePeriod(
  trx: TransactionClientContract,
  { accountId, seller, period, fromAt, endsAt, segments, planId }: Subscription,
  now: number
) {
  const plan = await planById(planId, trx)
  await trx
    .insertQuery()
    .table('subscription_periods')
    .insert({
      ...{ id: `${accountId}:${period.from}`, account_id: accountId, seller },
      ...{ from_day: period.from, to_day: period.to, from_at: fromAt, ends_at: endsAt },
      ...{ segments: JSON.stringify(segments), currency: plan!.currency, state: 'due' },
      created_at: now,
    })
    .knexQuery.onConflict('id')
    .ignore()
}
