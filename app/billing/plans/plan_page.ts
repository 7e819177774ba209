import db from '@adonisjs/lucid/services/db'
import { forecast } from '#accounts/plans/forecast'
import { roomOf, usedPlaces } from '#accounts/plans/limits'
import { isUpgrade } from '#accounts/plans/next_period'
import { daysIn, daysLeft } from '#accounts/plans/periods'
import { pricePeriod } from '#accounts/plans/price_period'
import {
  listPlans,
  loadSubscription,
  planById,
  planSettings,
  sellerOf,
} from '#accounts/plans/repository'
import { LIMITED, type Plan, type Segment, type Subscription } from '#accounts/plans/types'
import { leadsByDay } from '#accounts/plans/usage'
import type { Account } from '#accounts/types'
import { loadAccount } from '#accounts/repository'
import { findInvoices } from '#billing/invoices/find_invoices'
import { paymentForms } from '#billing/plans/payment_settings'
import { planHouse } from '#billing/plans/check_out'
import { clientKey } from '#partners/clients'
import { dateText, dayNumber, localDay, startOfLocalDate } from '#shared/local_time'
import { money } from '#shared/money'

/** How far back days are looked at for the forecast. */
const HISTORY_DAYS = 28

/** All that the page of an account's own plan shows. */
export async function planPage(account: Account, now: number) {
  const seller = sellerOf(account)
  const [subscription, settings] = await Promise.all([
    loadSubscription(account.id),
    planSettings(seller),
  ])
  const sells = settings?.enabled === true && settings.accountId !== account.id
  const all = sells ? await listPlans(seller) : []
  const current = subscription && (await planById(subscription.planId))
  const next = subscription?.nextPlanId ? await planById(subscription.nextPlanId) : null
  const house = subscription && (await planHouse(subscription.seller, account.id))
  const sellerAccount = settings && (await loadAccount(settings.accountId))
  const provider = settings && paymentForms(settings).find(({ id }) => id === settings.payment.use)
  return {
    seller: sells ? (sellerAccount?.name ?? null) : null,
    subscription:
      subscription && current ? present(account, subscription, current, next, now) : null,
    use: subscription && current ? await useOf(account, subscription, current, now) : null,
    places: await limitsOf(account.id),
    plans: all
      .filter(({ archived }) => !archived)
      .map((plan) => presentOffer(account, plan, subscription, now)),
    invoices: house ? await invoicesOf(house.account, account.id) : [],
    payment: provider
      ? { id: provider.id, name: provider.name, de: provider.de?.name ?? null }
      : null,
  }
}

/** What the seller invoiced the account, newest first. */
async function invoicesOf(seller: Account, accountId: string) {
  const filters = { partner: clientKey(accountId), issued: true, limit: 24 }
  const { data } = await findInvoices(seller, filters)
  return data.map(({ id, kind, number, status, issue_date: issued, due_date: dueDay, totals }) => ({
    ...{ id, kind, number, status, issue_date: issued, due_date: dueDay },
    ...{ gross: totals.gross, due: totals.due },
  }))
}

const today = ({ timeZone }: Account, now: number) => dateText(localDay(timeZone, now))

function present(
  account: Account,
  { status, period, ends, endsAt, segments }: Subscription,
  { key, currency }: Plan,
  next: Plan | null,
  now: number
) {
  const terms = segments.at(-1)!
  return {
    ...{ key, name: terms.name, status, period, ends, at_limit: terms.at_limit },
    trial: terms.trial,
    price: money(terms.price, currency),
    overage: terms.overage === null ? null : money(terms.overage, currency),
    days_left: now < endsAt ? daysLeft(period, today(account, now)) : 0,
    next: next && next.name,
    next_from: dateText(dayNumber(period.to) + 1),
  }
}

/** What was used of the period, and what it will have been, with what it costs. */
async function useOf(account: Account, subscription: Subscription, plan: Plan, now: number) {
  const { period, segments } = subscription
  const day = today(account, now)
  const created = dateText(localDay(account.timeZone, account.createdAt))
  const back = dateText(dayNumber(day) - HISTORY_DAYS)
  const from = back < period.from ? back : period.from
  const counts = await leadsByDay(account.id, account.timeZone, {
    period: { from, to: period.to },
    fromAt: startOfLocalDate(account.timeZone, dayNumber(from)),
    endsAt: subscription.endsAt,
  })
  const leads = [...counts].reduce((n, [one, more]) => (one >= period.from ? n + more : n), 0)
  const told =
    subscription.status === 'ended'
      ? null
      : forecast(counts, { period, today: day, since: created })
  const { included, trial } = segments.at(-1)!
  const cost = (of: number) => {
    const price = pricePeriod(segments, period, of)
    const { currency } = plan
    return {
      base: money(price.total - (price.overage?.amount ?? 0), currency),
      overage: price.overage && {
        leads: price.overage.leads,
        amount: money(price.overage.amount, currency),
      },
      total: money(price.total, currency),
    }
  }
  return {
    ...{ leads, included },
    days: {
      passed: Math.min(daysIn(period), daysIn({ from: period.from, to: day })),
      all: daysIn(period),
    },
    forecast: told && { leads: told.leads, by: told.by },
    // A trial costs nothing.
    cost: trial ? null : { now: cost(leads), forecast: told && cost(told.leads) },
  }
}

async function limitsOf(accountId: string) {
  const rooms = await Promise.all(
    LIMITED.map(async (what) => {
      const room = await roomOf(db.connection(), accountId, what)
      const used = room?.used ?? (await usedPlaces(db.connection(), accountId, what))
      return { what, used, most: room?.most ?? null }
    })
  )
  return rooms
}

/** A plan as it is offered: when it would begin, and what that adds to the running period. */
function presentOffer(
  account: Account,
  plan: Plan,
  subscription: Subscription | null,
  now: number
) {
  const { key, name, currency, included, at_limit: atLimit, limits, trialDays } = plan
  const isRunning =
    subscription !== null && subscription.status !== 'ended' && now < subscription.endsAt
  const current = isRunning ? subscription.segments.at(-1)! : null
  const isTrial = current?.trial === true
  const begins = !current
    ? subscription === null && trialDays > 0
      ? 'trial'
      : 'now'
    : isTrial || !isUpgrade(current, plan)
      ? 'later'
      : 'now'
  return {
    ...{ key, name, included, at_limit: atLimit, limits, begins, trial_days: trialDays },
    price: money(plan.price, currency),
    overage: plan.overage === null ? null : money(plan.overage, currency),
    current: current !== null && !isTrial && current.plan === plan.id,
    next: subscription?.nextPlanId === plan.id,
    /** What an upgrade costs in the period that runs, beyond what it costs anyway. */
    more:
      current && begins === 'now'
        ? money(moreOf(account, subscription!, current, plan, now), currency)
        : null,
  }
}

function moreOf(
  account: Account,
  { period, segments }: Subscription,
  current: Segment,
  plan: Plan,
  now: number
): number {
  const from = today(account, now)
  const after = [
    ...segments.filter((one) => one.from < from),
    { ...current, price: plan.price, from },
  ]
  const base = (of: readonly Segment[]) => pricePeriod(of, period, 0).total
  return base(after) - base(segments)
}
