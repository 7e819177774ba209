import type { Infer } from '@vinejs/vine/types'
import type { Grouping, revenueQuery } from '#insights/validators/revenue_query'
import { readPeriod } from '#routing/period'
import { money } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { Where } from '#store/where'

const KEYS: Record<Grouping, string> = {
  partner: '(select p.key from partners p where p.id = postings.partner_id)',
  profile: '(select p.key from profiles p where p.id = postings.profile_id)',
  source: 'postings.source',
  day: 'postings.day',
  month: 'substr(postings.day, 1, 7)',
}

interface Sums {
  delivered: number
  cancelled: number
  gross: number
  reversed: number
}

/**
 * Revenue of a period from the ledger: a sale counts where it was booked, its cancellation where it was cancelled.
 * Lines are sorted by key; sales under another currency than the account's of today have lines of their own, and are
 * not in the total.
 */
export async function reportRevenue(
  account: { id: string; currency: string; timeZone: string },
  { group_by: grouping = 'partner', ...bounds }: Infer<typeof revenueQuery>
) {
  const { from, to } = readPeriod(bounds, account.timeZone)
  const where = new Where('account_id', account.id).add('at >= ?', from).add('at < ?', to)
  const rows = await store.all(
    `select ${KEYS[grouping]} as key, currency,
       sum(case when kind = 'sale' then 1 else 0 end) as delivered,
       sum(case when kind = 'cancellation' then 1 else 0 end) as cancelled,
       sum(case when kind = 'sale' then amount else 0 end) as gross,
       sum(case when kind = 'cancellation' then -amount else 0 end) as reversed
     from postings where ${where} group by 1, 2 order by 1, 2`,
    where.params
  )
  const total = { delivered: 0, cancelled: 0, gross: 0, reversed: 0 }
  for (const row of rows) {
    if (row.currency !== account.currency) continue
    for (const name of Object.keys(total) as (keyof Sums)[]) total[name] += Number(row[name])
  }
  return {
    data: rows.map((row) => ({ key: row.key, ...present(sumsOf(row), row.currency as string) })),
    total: present(total, account.currency),
  }
}

const sumsOf = (row: Row): Sums => ({
  delivered: Number(row.delivered),
  cancelled: Number(row.cancelled),
  gross: Number(row.gross),
  reversed: Number(row.reversed),
})

const present = ({ delivered, cancelled, gross, reversed }: Sums, currency: string) => ({
  delivered,
  cancelled,
  gross: money(gross, currency),
  reversed: money(reversed, currency),
  net: money(gross - reversed, currency),
})
