import { type Money, money } from '#shared/money'
import type { Account } from '#accounts/types'
import { type ChosenPeriod, type DaySpan, dateBefore, datesOf } from '#insights/choose_period'
import { nothing } from '#insights/figures/collect_figures'
import { acceptanceOf } from '#insights/acceptance'
import { medianOf } from '#insights/figures/answer_steps'
import {
  readAnswers,
  readByDay,
  readByKey,
  readDayUntil,
  readTail,
  sumUp,
} from '#insights/figures/read_figures'
import type { AnswerLine, Dimension, FigureLine, Figures, Sums } from '#insights/figures/types'
import { readSpanCosts, sumCosts } from '#insights/revenue/supplier_costs'
import { readNames } from '#insights/read_names'

export interface Totals {
  leads: number
  sold: number
  unsold: number
  held: number
  underWay: number
  /** Of all leads, 0 to 1; null without any. */
  soldRate: number | null
  sales: number
  cancellations: number
  net: Money
  gross: Money
  reversed: Money
  /** Median time in ms in which partners accepted or rejected; null where none did. */
  answerMs: number | null
}

export interface Point {
  /** A date, or an hour 00..23 of the one day asked for. */
  key: string
  leads: number
  sold: number
  sales: number
  net: Money
}

export interface Share {
  /** Key of the partner or profile, the source itself; '' for leads without one. */
  key: string
  name: string
  leads: number
  sold: number
  sales: number
  net: Money
  gross: Money
  reversed: Money
}

export interface PartnerShare extends Share {
  answers: number
  /** Sold of what was answered, 0 to 1; null without answers. */
  acceptance: number | null
  answerMs: number | null
}

export interface Overview {
  period: ChosenPeriod
  /** False while figures of before are still being added up, after an upgrade. */
  complete: boolean
  now: Totals
  before: Totals
  series: { unit: 'hour' | 'day'; points: Point[] }
  partners: PartnerShare[]
  profiles: Share[]
  sources: Share[]
  /** What was sold under another currency than the account's of today; not in any sum. */
  otherCurrencies: Money[]
  /** What suppliers get for leads of the period and what is left of net; null where nobody is paid for leads. */
  margin: { cost: Money; margin: Money } | null
}

/** A trend needs more than a day: shorter periods are drawn at the end of so many days, a single day by hour. */
export const TREND_DAYS = 14

/** Leads, sales and money of a period and of the one before it, from sums that are kept by day and what came since. */
export async function loadOverview(account: Account, period: ChosenPeriod): Promise<Overview> {
  const { figures: tail, complete } = await readTail(account)
  const { current, before, days } = period
  const names = await readNames(account.id)
  const trendFrom = dateBefore(current.to, Math.max(days, TREND_DAYS) - 1)
  const byDay = await readByDay(
    account,
    { from: trendFrom < before.from ? trendFrom : before.from, to: current.to },
    tail
  )
  const answers = await readAnswers(account.id, current, tail)
  const answersBefore = await readAnswers(account.id, before, tail)
  const shares = async (dimension: Dimension) =>
    sharesOf(await readByKey(account, dimension, current, tail), account.currency)
  const partners = withAnswers(await shares('partner'), answers, account.currency)
  const profiles = await shares('profile')
  const sources = await shares('source')

  const sums = sumUp(inSpan(byDay, current), account.currency)
  return {
    period,
    complete,
    now: totals(sums, answers, account.currency),
    before: totals(await sumsBefore(account, before, byDay, tail), answersBefore, account.currency),
    series: await series(account, period, trendFrom, byDay, tail),
    partners: partners.map((one) => ({ ...one, ...names.partner(one.key) })),
    profiles: profiles.map((one) => ({ ...one, ...names.profile(one.key) })),
    sources,
    otherCurrencies: otherCurrencies(inSpan(byDay, current), account.currency),
    margin: await marginOf(account, current, netOf(sums)),
  }
}

async function marginOf({ id, currency }: Account, { from, to }: DaySpan, net: number) {
  const costs = await readSpanCosts(id, { from, to, before: null }, {}, currency)
  if (!costs) return null
  const cost = sumCosts(costs.now)
  return { cost: money(cost, currency), margin: money(net - cost, currency) }
}

export const inSpan = (lines: FigureLine[], { from, to }: { from: string; to: string }) =>
  lines.filter((line) => line.day >= from && line.day <= to)

async function sumsBefore(account: Account, span: DaySpan, byDay: FigureLine[], tail: Figures) {
  if (span.until === null) return sumUp(inSpan(byDay, span), account.currency)
  const whole = inSpan(byDay, span).filter((line) => line.day < span.to)
  const cut = await readDayUntil(account, span.to, span.until, tail)
  return sumUp([...whole, ...cut], account.currency)
}

export function totals(sums: Sums, answers: AnswerLine[], currency: string): Totals {
  const { leads, sold, unsold, held, sales, cancellations, gross, reversed } = sums
  return {
    leads,
    sold,
    unsold,
    held,
    underWay: Math.max(0, leads - sold - unsold - held),
    soldRate: leads ? sold / leads : null,
    sales,
    cancellations,
    net: money(gross - reversed, currency),
    gross: money(gross, currency),
    reversed: money(reversed, currency),
    answerMs: medianOf(answers.map((one) => [one.step, one.n])),
  }
}

async function series(
  account: Account,
  { current, days }: ChosenPeriod,
  trendFrom: string,
  byDay: FigureLine[],
  tail: Figures
): Promise<Overview['series']> {
  const point = (key: string, lines: FigureLine[]): Point => {
    const { leads, sold, sales, gross, reversed } = sumUp(lines, account.currency)
    return { key, leads, sold, sales, net: money(gross - reversed, account.currency) }
  }
  if (days === 1) {
    const hours = Map.groupBy(await readByKey(account, 'hour', current, tail), (line) => line.key)
    const keys = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
    return { unit: 'hour', points: keys.map((key) => point(key, hours.get(key) ?? [])) }
  }
  const dates = Map.groupBy(byDay, (line) => line.day)
  return {
    unit: 'day',
    points: datesOf({ from: trendFrom, to: current.to }).map((day) =>
      point(day, dates.get(day) ?? [])
    ),
  }
}

/** One share for each key, most money first, then most leads. */
export function sharesOf(lines: FigureLine[], currency: string): Share[] {
  const byKey = Map.groupBy(lines, (line) => line.key)
  return [...byKey]
    .map(([key, own]) => ({ key, sums: sumUp(own, currency) }))
    .sort((a, b) => netOf(b.sums) - netOf(a.sums) || b.sums.leads - a.sums.leads)
    .map(({ key, sums }) => shareOf(key, sums, currency))
}

export const shareOf = (
  key: string,
  { leads, sold, sales, gross, reversed }: Sums,
  currency: string
): Share => ({
  key,
  name: key,
  leads,
  sold,
  sales,
  net: money(gross - reversed, currency),
  gross: money(gross, currency),
  reversed: money(reversed, currency),
})

const netOf = ({ gross, reversed }: Sums) => gross - reversed

/** Partners that answered and bought nothing have their place too. */
function withAnswers(shares: Share[], answers: AnswerLine[], currency: string): PartnerShare[] {
  const byPartner = Map.groupBy(answers, (one) => one.partnerId)
  const known = new Set(shares.map((one) => one.key))
  const more = [...byPartner.keys()].filter((id) => !known.has(id))
  return [...shares, ...more.map((key) => ({ ...shareOf(key, nothing(), currency) }))].map(
    (share) => {
      const own = byPartner.get(share.key) ?? []
      return {
        ...share,
        ...acceptanceOf(own),
        answerMs: medianOf(own.map((one) => [one.step, one.n])),
      }
    }
  )
}

export function otherCurrencies(lines: FigureLine[], currency: string): Money[] {
  const others = lines.filter((line) => line.currency !== '' && line.currency !== currency)
  return [...Map.groupBy(others, (line) => line.currency)].map(([code, own]) =>
    money(netOf(sumUp(own, code)), code)
  )
}
