import { DateTime } from 'luxon'
import { type Scope, leadsOf } from '#entities/entity_scope'
import { idsBefore } from '#shared/ids'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'

export interface PartnerStatistics {
  days: number
  /** Deliveries of the period by what became of them; tests are not counted. */
  byStatus: Record<string, number>
  /** Why it rejected, most frequent first; null: no reason was given. */
  reasons: { reason: string | null; count: number }[]
  /** The last twelve months with the present one, oldest first. */
  months: { month: string; sold: number; cancelled: number; net: Money }[]
}

const MOST_REASONS = 10
const MONTHS = 12

/** What became of the deliveries to one partner, and what it paid. Bookings in other currencies are left out. */
export async function partnerStatistics(
  account: { id: string; currency: string; timeZone: string },
  partnerId: string,
  days: number,
  now: number,
  scope: Scope = null
): Promise<PartnerStatistics> {
  const today = DateTime.fromMillis(now, { zone: account.timeZone }).startOf('day')
  const since = idsBefore('dlv', today.minus({ days: days - 1 }).toMillis())
  const first = today.startOf('month').minus({ months: MONTHS - 1 })
  const own = [account.id, partnerId]
  const within = leadsOf(scope, 'lead_id')
  const [statuses, reasons, months] = await Promise.all([
    store.all(
      `select status, count(*) as n from deliveries
       where account_id = ? and partner_id = ? and id >= ? and test = ? ${within.sql} group by status`,
      [...own, since, false, ...within.params]
    ),
    store.all(
      `select reason, count(*) as n from deliveries
       where account_id = ? and partner_id = ? and id >= ? and test = ? and status = 'rejected'
         ${within.sql} group by reason order by n desc, reason limit ${MOST_REASONS}`,
      [...own, since, false, ...within.params]
    ),
    store.all(
      `select substr(day, 1, 7) as month, sum(amount) as amount,
         sum(case when kind = 'sale' then 1 else 0 end) as sold,
         sum(case when kind in ('cancellation', 'return') then 1 else 0 end) as cancelled
       from postings where account_id = ? and partner_id = ? and day >= ? and currency = ? ${within.sql} group by 1`,
      [...own, first.toISODate(), account.currency, ...within.params]
    ),
  ])
  const byMonth = new Map(months.map((row) => [row.month as string, row]))
  return {
    days,
    byStatus: Object.fromEntries(statuses.map((row) => [row.status as string, Number(row.n)])),
    reasons: reasons.map((row) => ({
      reason: row.reason as string | null,
      count: Number(row.n),
    })),
    months: Array.from({ length: MONTHS }, (_, i) => {
      const month = first.plus({ months: i }).toFormat('yyyy-MM')
      const row = byMonth.get(month)
      return {
        month,
        sold: Number(row?.sold ?? 0),
        cancelled: Number(row?.cancelled ?? 0),
        net: money(Number(row?.amount ?? 0), account.currency),
      }
    }),
  }
}
