import { daysLeft } from '#accounts/plans/periods'
import { loadSubscription, planSettings, sellerOf } from '#accounts/plans/repository'
import { stopOf } from '#accounts/plans/intake_gate'
import type { Subscription } from '#accounts/plans/types'
import type { Account } from '#accounts/types'
import { accountConfig } from '#distribution/account_config'
import { firstSteps } from '#insights/first_steps'
import { dateText, localDay } from '#shared/local_time'
import { store } from '#store/store'

/** How far a trial has come, for the line above pages. */
export type TrialLine = {
  days_left: number
  /** Whether leads are refused: the trial, or the plan, is over. */
  stopped: boolean
  /** Whether a plan was chosen that follows. */
  chosen: boolean
  steps: Record<'entity' | 'partner' | 'live' | 'lead', boolean>
}

/** What every page of the team knows of plans: whether there is one to see, and a trial that runs. */
export async function shellPlan(account: Account, now: number) {
  const subscription = await loadSubscription(account.id)
  const offered = subscription !== null || (await isOffered(account))
  return {
    offered,
    trial: subscription && (await trialLine(account, subscription, now)),
  }
}

async function isOffered(account: Account): Promise<boolean> {
  const settings = await planSettings(sellerOf(account))
  return settings?.enabled === true && settings.accountId !== account.id
}

async function trialLine(
  account: Account,
  subscription: Subscription,
  now: number
): Promise<TrialLine | null> {
  const stop = stopOf(subscription, now)
  if (!stop && subscription.status !== 'trialing') return null
  const lead = await store.first('select id from leads where account_id = ? limit 1', [account.id])
  const steps = firstSteps(await accountConfig(account.id), false)!
  const { entity, partner, live } = steps
  return {
    days_left: daysLeft(subscription.period, dateText(localDay(account.timeZone, now))),
    stopped: stop !== null,
    chosen: subscription.nextPlanId !== null,
    steps: { entity, partner, live, lead: lead !== null },
  }
}
