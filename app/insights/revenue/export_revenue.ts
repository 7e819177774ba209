import { csvLine } from '#shared/csv_line'
import { formatAmount } from '#shared/money'
import { readNames } from '#insights/read_names'
import { type ShownPosting, cursorOf, findPostings } from '#insights/revenue/find_postings'
import { readRevenue } from '#insights/revenue/read_revenue'
import { type DateRange, readBounds } from '#insights/revenue/split_span'
import { type RevenueFilter, netOf } from '#insights/revenue/types'

const CHUNK = 1_000
/** Spreadsheets take a file for UTF-8 when it says so. */
const BOM = '\uFEFF'

interface Wish extends DateRange {
  filter: RevenueFilter
  currency?: string
}

/** Lines of a report, every currency in lines of its own. */
export async function* exportReport(
  accountId: string,
  rows: 'partner' | 'profile' | 'source' | 'day' | 'month',
  { from, to, filter, currency }: Wish
) {
  const names = await readNames(accountId)
  const lines = await readRevenue(accountId, readBounds({ from, to }), rows, filter)
  const isNamed = rows === 'partner' || rows === 'profile'
  const head = isNamed ? [rows, 'name'] : [rows]
  yield (
    BOM +
    csvLine([
      ...head,
      'currency',
      'delivered',
      'cancelled',
      'returned',
      'gross',
      'reversed',
      'net',
      'adjusted',
    ])
  )
  for (const line of lines) {
    if (currency !== undefined && line.currency !== currency) continue
    const named = isNamed && line.key ? names[rows](line.key) : { key: line.key, name: '' }
    const show = (minor: number) => ({ decimal: formatAmount(minor, line.currency) })
    yield csvLine([
      ...(isNamed ? [named.key, named.name] : [named.key]),
      ...[line.currency, line.delivered, line.cancelled, line.returned],
      ...[line.gross, line.reversed, netOf(line), line.adjusted].map(show),
    ])
  }
}

/** The postings themselves, newest first, read as fast as they are taken. */
export async function* exportPostings(accountId: string, wish: Wish) {
  yield (
    BOM + csvLine('id,date,at,kind,partner,profile,source,lead,delivery,amount,currency'.split(','))
  )
  for (let cursor: string | undefined; ;) {
    const { data } = await findPostings(accountId, { ...wish, cursor, limit: CHUNK })
    yield data.map(postingLine).join('')
    if (data.length < CHUNK) return
    cursor = cursorOf(data.at(-1)!)
  }
}

const postingLine = (one: ShownPosting) =>
  csvLine([
    ...[one.id, one.day, one.at, one.kind, one.partner.key, one.profile?.key ?? ''],
    ...[
      one.source ?? '',
      one.lead,
      one.delivery,
      { decimal: one.amount.amount },
      one.amount.currency,
    ],
  ])
