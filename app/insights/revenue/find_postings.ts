import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { formatAmount } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { Where } from '#store/where'
import { readNames } from '#insights/read_names'
import { REVERSALS } from '#insights/revenue/posting_sums'
import type { RevenueFilter } from '#insights/revenue/types'
import type { DateRange } from '#insights/revenue/split_span'

export interface PostingsWish extends DateRange {
  filter: RevenueFilter
  currency?: string
  /** Only what was taken back. */
  reversals?: boolean
  cursor?: string
  limit?: number
}

/** A line of the ledger as people read it. */
export interface ShownPosting {
  id: string
  kind: string
  day: string
  at: string
  lead: string
  delivery: string
  partner: { key: string; name: string }
  profile: { key: string; name: string } | null
  source: string | null
  amount: { amount: string; currency: string }
}

/** Postings of a span, by date, newest first: what a figure of the revenue page is made of. */
export async function findPostings(accountId: string, wish: PostingsWish) {
  const limit = wish.limit ?? DEFAULT_LIMIT
  const { partnerId, profileId, profileIds, source } = wish.filter
  const where = new Where('account_id', accountId)
    .add('day >= ?', wish.from)
    .add('day <= ?', wish.to)
    .add('partner_id = ?', partnerId)
    .add('profile_id = ?', profileId)
    .add('currency = ?', wish.currency)
  if (profileIds) where.add(`profile_id in (${profileIds.map(() => '?')})`, ...profileIds)
  if (source === '') where.add(`coalesce(source, '') = ?`, '')
  else where.add('source = ?', source)
  if (wish.cursor !== undefined) {
    const [day, id] = [wish.cursor.slice(0, 10), wish.cursor.slice(11)]
    where.add('day <= ?', day).add('(day < ? or id < ?)', day, id)
  }
  const rows = await store.all(
    `select * from postings where ${where}${wish.reversals ? ` and kind in ${REVERSALS}` : ''}
     order by day desc, id desc limit ${limit + 1}`,
    where.params
  )
  const page = toPage(rows, limit, cursorOf)
  const names = await readNames(accountId)
  return { ...page, data: page.data.map((row) => present(row, names)) }
}

/** Where a page ends: lists are by date, then by id. */
export const cursorOf = (row: { day?: unknown; id?: unknown }) => `${row.day}:${row.id}`

const present = (row: Row, names: Awaited<ReturnType<typeof readNames>>): ShownPosting => ({
  id: row.id as string,
  kind: row.kind as string,
  day: row.day as string,
  at: new Date(Number(row.at)).toISOString(),
  lead: row.lead_id as string,
  delivery: row.delivery_id as string,
  partner: names.partner(row.partner_id as string),
  profile: row.profile_id ? names.profile(row.profile_id as string) : null,
  source: row.source as string | null,
  amount: {
    amount: formatAmount(Number(row.amount), row.currency as string),
    currency: row.currency as string,
  },
})
