import { DateTime } from 'luxon'
import { type Scope, leadsOf } from '#entities/entity_scope'
import { idsBefore } from '#shared/ids'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'

export type PartnerFigures = {
  /** Leads sold today, in the account's zone. */
  today: number
  /** Sales less cancellations and returns of this month. */
  revenue: Money
  /** Of the deliveries of the last 30 days that were decided, the share that was accepted; null: none was. */
  acceptance: number | null
  /** How many that share is of. */
  decided: number
  /** RFC 3339. */
  lastDelivery: string | null
}

interface Where {
  id: string
  currency: string
  timeZone: string
}

const DAYS = 30
const ACCEPTED = ['accepted', 'sent', 'cancelled']

/** Figures of all partners of an account by id, a query for each kind of figure. Partners without any are missing. */
export async function partnerFigures(
  account: Where,
  now: number,
  scope: Scope = null
): Promise<Map<string, PartnerFigures>> {
  const today = DateTime.fromMillis(now, { zone: account.timeZone })
  const since = idsBefore('dlv', today.startOf('day').minus({ days: DAYS }).toMillis())
  const within = leadsOf(scope, 'lead_id')
  const [sums, decided, last] = await Promise.all([
    store.all(
      `select partner_id, sum(amount) as amount,
         sum(case when kind = 'sale' and day = ? then 1 else 0 end) as today
       from postings where account_id = ? and day >= ? and currency = ? ${within.sql} group by partner_id`,
      [
        ...[today.toISODate(), account.id, today.startOf('month').toISODate(), account.currency],
        ...within.params,
      ]
    ),
    store.all(
      `select partner_id, status, count(*) as n from deliveries
       where account_id = ? and id >= ? and test = ? ${within.sql} group by partner_id, status`,
      [account.id, since, false, ...within.params]
    ),
    store.all(
      `select p.id as partner_id, (select d.created_at from deliveries d
         where d.account_id = p.account_id and d.partner_id = p.id ${within.sql} order by d.id desc limit 1) as at
       from partners p where p.account_id = ? and p.kind = 'partner' and p.deleted_at is null`,
      [...within.params, account.id]
    ),
  ])
  const figures = new Map<string, PartnerFigures>()
  const of = (id: unknown) => {
    const known = figures.get(id as string)
    if (known) return known
    const fresh = {
      today: 0,
      revenue: money(0, account.currency),
      acceptance: null,
      decided: 0,
      lastDelivery: null,
    }
    figures.set(id as string, fresh)
    return fresh
  }
  for (const row of sums) {
    of(row.partner_id).today = Number(row.today)
    of(row.partner_id).revenue = money(Number(row.amount), account.currency)
  }
  for (const [id, rows] of Map.groupBy(decided, (row) => row.partner_id)) {
    const count = (statuses: string[]) =>
      rows
        .filter((row) => statuses.includes(row.status as string))
        .reduce((sum, row) => sum + Number(row.n), 0)
    const accepted = count(ACCEPTED)
    const all = accepted + count(['rejected'])
    if (all > 0) Object.assign(of(id), { acceptance: accepted / all, decided: all })
  }
  for (const row of last)
    if (row.at !== null) of(row.partner_id).lastDelivery = new Date(Number(row.at)).toISOString()
  return figures
}
