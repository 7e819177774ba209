import { HOUR, wallAt } from '#shared/local_time'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { collectFigures, nothing } from '#insights/figures/collect_figures'
import { MONEY, readEvents, toPart } from '#insights/figures/read_log'
import { readCursor } from '#insights/figures/roll_up'
import {
  type AnswerLine,
  type Dimension,
  type FigureLine,
  type Figures,
  SUMS,
  type Sums,
} from '#insights/figures/types'

interface AccountZone {
  id: string
  timeZone: string
}

/** Most lines that are read beside the figures; what is behind by more catches up within moments. */
const TAIL = 20_000
/** Ids are made a moment after the time they stand for. */
const ID_SLACK_MS = 60_000

/** What the trail holds beyond the figures: `complete` is false while they are far behind (after an upgrade). */
export async function readTail(
  account: AccountZone
): Promise<{ figures: Figures; complete: boolean }> {
  const stretch = { after: await readCursor(), before: null }
  const events = await readEvents(account.id, stretch, TAIL)
  const figures = collectFigures(await toPart(events), () => account.timeZone)
  return { figures, complete: events.length < TAIL }
}

const allSums = SUMS.map((name) => `sum(${name}) as ${name}`).join(', ')

/** Lines of a dimension from one date to another (both included), one for each key and currency; keys sum up days. */
export async function readByKey(
  account: AccountZone,
  dimension: Dimension,
  span: { from: string; to: string },
  tail: Figures
): Promise<FigureLine[]> {
  const rows = await store.all(
    `select key, currency, ${allSums} from figures
     where account_id = ? and dimension = ? and day >= ? and day <= ? group by key, currency`,
    [account.id, dimension, span.from, span.to]
  )
  const known = rows.map((row) => toLine(account.id, dimension, { ...row, day: '' }))
  return merge(known, within(tail, dimension, span), (line) => line.key + line.currency)
}

/** Lines of each date, one for each currency. */
export async function readByDay(
  account: AccountZone,
  span: { from: string; to: string },
  tail: Figures
): Promise<FigureLine[]> {
  const rows = await store.all(
    `select day, currency, ${allSums} from figures
     where account_id = ? and dimension = 'hour' and day >= ? and day <= ? group by day, currency`,
    [account.id, span.from, span.to]
  )
  const known = rows.map((row) => toLine(account.id, 'hour', { ...row, key: '' }))
  return merge(known, within(tail, 'hour', span), (line) => line.day + line.currency)
}

/** Answers of partners from one date to another, by partner, outcome and step. */
export async function readAnswers(
  accountId: string,
  span: { from: string; to: string },
  tail: Figures = { lines: [], answers: [] }
): Promise<AnswerLine[]> {
  const rows = await store.all(
    `select partner_id, outcome, step, sum(n) as n from answers
     where account_id = ? and day >= ? and day <= ? group by partner_id, outcome, step`,
    [accountId, span.from, span.to]
  )
  const known = rows.map((row): AnswerLine => ({
    accountId,
    day: '',
    partnerId: row.partner_id as string,
    outcome: row.outcome as AnswerLine['outcome'],
    step: Number(row.step),
    n: Number(row.n),
  }))
  return [...known, ...tail.answers.filter((one) => isWithin(one.day, span))]
}

/**
 * What belongs to a date up to `until` (ms): its hours that were over by then, and the begun one counted from the leads
 * and the trail themselves.
 */
export async function readDayUntil(
  account: AccountZone,
  day: string,
  until: number,
  tail: Figures
): Promise<FigureLine[]> {
  const span = { from: day, to: day }
  const hours = await readByKey(account, 'hour', span, tail)
  const wall = wallAt(account.timeZone, until)
  const hour = String(Math.floor((wall % (24 * HOUR)) / HOUR)).padStart(2, '0')
  const over = hours.filter((line) => line.key < hour)
  return [...over, ...(await readBegunHour(account, until - (wall % HOUR), until))]
}

async function readBegunHour(account: AccountZone, from: number, until: number) {
  const late = until + ID_SLACK_MS
  const leads = await store.all(
    `select status, count(*) as n from leads
     where account_id = ? and id >= ? and id < ? and created_at >= ? and created_at < ? and test = ?
     group by status`,
    [account.id, idsBefore('lead', from), idsBefore('lead', late), from, until, false]
  )
  const stretch = { after: idsBefore('evt', from), before: idsBefore('evt', late) }
  const booked = await readEvents(account.id, stretch, TAIL, MONEY)
  const events = booked.filter((line) => line.at >= from && line.at < until)
  const money = collectFigures({ events, endings: new Map() }, () => account.timeZone)
  const sums = nothing()
  for (const { status, n } of leads) {
    sums.leads += Number(n)
    if (status === 'sold' || status === 'unsold' || status === 'held') sums[status] += Number(n)
  }
  const place = {
    accountId: account.id,
    day: '',
    dimension: 'hour' as const,
    key: '',
    currency: '',
  }
  return [{ ...place, ...sums }, ...money.lines.filter((line) => line.dimension === 'hour')]
}

const isWithin = (day: string, { from, to }: { from: string; to: string }) =>
  day >= from && day <= to

export const within = (tail: Figures, dimension: Dimension, span: { from: string; to: string }) =>
  tail.lines.filter((line) => line.dimension === dimension && isWithin(line.day, span))

export function merge(
  known: FigureLine[],
  more: FigureLine[],
  keyOf: (line: FigureLine) => string
) {
  const lines = new Map(known.map((line) => [keyOf(line), line]))
  for (const line of more) {
    const place = lines.get(keyOf(line))
    if (place) for (const name of SUMS) place[name] += line[name]
    else lines.set(keyOf(line), { ...line })
  }
  return [...lines.values()]
}

/** Sums of lines; money only of those in `currency`. */
export function sumUp(lines: FigureLine[], currency: string): Sums {
  const total = nothing()
  for (const line of lines)
    if (line.currency === '' || line.currency === currency)
      for (const name of SUMS) total[name] += line[name]
  return total
}

export const toLine = (accountId: string, dimension: Dimension, row: Row): FigureLine => ({
  accountId,
  day: row.day as string,
  dimension,
  key: row.key as string,
  currency: row.currency as string,
  ...(Object.fromEntries(SUMS.map((name) => [name, Number(row[name])])) as unknown as Sums),
})
