import { dateText, dayNumber, startOfLocalDate } from '#shared/local_time'
import { anchorOf, monthFrom, trialFrom } from '#accounts/plans/periods'
import type { Plan, PlanPeriod, Segment, Subscription } from '#accounts/plans/types'

type Running = Pick<
  Subscription,
  'planId' | 'status' | 'anchor' | 'period' | 'fromAt' | 'endsAt' | 'segments'
>

const moments = (zone: string, { from, to }: PlanPeriod) => ({
  fromAt: startOfLocalDate(zone, dayNumber(from)),
  endsAt: startOfLocalDate(zone, dayNumber(to) + 1),
})

/** The terms of a plan as they are now: what is changed of it later holds from the next period on. */
export const segmentOf = (plan: Plan, from: string, isTrial = false): Segment => ({
  ...{ plan: plan.id, name: plan.name, from, trial: isTrial, price: plan.price },
  ...{ included: plan.included, overage: plan.overage, at_limit: plan.at_limit },
})

export function trial(plan: Plan, day: string, zone: string): Running {
  const period = trialFrom(day, plan.trialDays)
  return {
    ...{ planId: plan.id, status: 'trialing', anchor: anchorOf(day), period },
    ...moments(zone, period),
    segments: [segmentOf(plan, day, true)],
  }
}

export function firstMonth(plan: Plan, day: string, zone: string): Running {
  const anchor = anchorOf(day)
  return month(plan, { anchor, from: day }, zone)
}

/** What follows a period that is over; null: nothing does, the subscription has ended. */
export function followingPeriod(
  subscription: Subscription,
  plan: Plan | null,
  zone: string
): Running | null {
  const { status, ends, nextPlanId, anchor, period } = subscription
  if (ends || !plan || (status === 'trialing' && nextPlanId === null)) return null
  const from = dateText(dayNumber(period.to) + 1)
  if (status === 'trialing') return firstMonth(plan, from, zone)
  return { ...month(plan, { anchor, from }, zone), status }
}

function month(plan: Plan, { anchor, from }: { anchor: number; from: string }, zone: string) {
  const period = monthFrom(from, anchor)
  return {
    ...{ planId: plan.id, status: 'active' as const, anchor, period },
    ...moments(zone, period),
    segments: [segmentOf(plan, from)],
  }
}

/** More for more holds at once, the rest waits for the next period. */
export const isUpgrade = (from: Segment, to: Plan): boolean =>
  to.price > from.price ||
  (to.price === from.price && (to.included ?? Infinity) > (from.included ?? Infinity))

/** The terms of a running period with those of a plan from a day on. */
export function upgraded(segments: readonly Segment[], plan: Plan, day: string): Segment[] {
  return [...segments.filter(({ from }) => from < day), segmentOf(plan, day)]
}
