import type { Account } from '#accounts/types'
import type { EntityScope } from '#entities/entity_scope'
import { money } from '#shared/money'
import { type ChosenPeriod, type DaySpan, dateBefore, datesOf } from '#insights/choose_period'
import { nothing } from '#insights/figures/collect_figures'
import { readLimitedDayUntil, readLimitedDays } from '#insights/figures/read_limited'
import { readByKey, readTail, sumUp } from '#insights/figures/read_figures'
import type { FigureLine } from '#insights/figures/types'
import {
  type Overview,
  type PartnerShare,
  TREND_DAYS,
  inSpan,
  otherCurrencies,
  shareOf,
  sharesOf,
  totals,
} from '#insights/overview'
import { readNames } from '#insights/read_names'
import { readRevenueFilter } from '#insights/revenue/read_filter'
import { readRevenue } from '#insights/revenue/read_revenue'
import { readBounds } from '#insights/revenue/split_span'

/**
 * The overview of a place limited to entities: what their profiles took up and sold. The sums that are kept know leads
 * by profile, not by source or hour of a profile, nor partners' answers: those are left out rather than guessed.
 */
export async function loadLimitedOverview(
  account: Account,
  scope: EntityScope,
  period: ChosenPeriod
): Promise<Overview> {
  const { figures: tail, complete } = await readTail(account)
  const { current, before, days } = period
  const trendFrom = dateBefore(current.to, Math.max(days, TREND_DAYS) - 1)
  const from = trendFrom < before.from ? trendFrom : before.from
  const byDay = await readLimitedDays(account, scope, { from, to: current.to }, tail)
  const byProfile = await readByKey(account, 'profile', current, tail)
  const own = byProfile.filter(({ key }) => scope.profileIds.includes(key))
  const names = await readNames(account.id)
  const { currency } = account
  return {
    period,
    complete,
    now: totals(sumUp(inSpan(byDay, current), currency), [], currency),
    before: totals(sumUp(await linesBefore(account, scope, before, byDay), currency), [], currency),
    series: {
      unit: 'day',
      points: datesOf({ from: trendFrom, to: current.to }).map((day) => {
        const lines = byDay.filter((line) => line.day === day)
        const { leads, sold, sales, gross, reversed } = sumUp(lines, currency)
        return { key: day, leads, sold, sales, net: money(gross - reversed, currency) }
      }),
    },
    partners: await partnersOf(account, scope, current, names.partner),
    profiles: sharesOf(own, currency).map((one) => ({ ...one, ...names.profile(one.key) })),
    sources: [],
    otherCurrencies: otherCurrencies(inSpan(byDay, current), currency),
    margin: null,
  }
}

async function linesBefore(
  account: Account,
  scope: EntityScope,
  span: DaySpan,
  byDay: FigureLine[]
): Promise<FigureLine[]> {
  if (span.until === null) return inSpan(byDay, span)
  const whole = inSpan(byDay, span).filter((line) => line.day < span.to)
  return [...whole, ...(await readLimitedDayUntil(account, scope, span.to, span.until))]
}

/** Who bought, from the ledger: most money first. */
async function partnersOf(
  { id, currency }: Account,
  scope: EntityScope,
  { from, to }: DaySpan,
  nameOf: (id: string) => { key: string; name: string }
): Promise<PartnerShare[]> {
  const { filter } = await readRevenueFilter(id, {}, scope)
  const lines = await readRevenue(id, readBounds({ from, to }), 'partner', { ...filter, currency })
  return lines
    .filter(({ key }) => key !== '')
    .map(({ key, delivered, cancelled, gross, reversed }) => {
      const sums = { ...nothing(), sales: delivered, cancellations: cancelled, gross, reversed }
      const share = { ...shareOf(key, sums, currency), ...nameOf(key) }
      return { ...share, answers: 0, acceptance: null, answerMs: null }
    })
    .sort((a, b) => Number(b.net.amount) - Number(a.net.amount))
}
