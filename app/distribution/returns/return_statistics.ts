import { DateTime } from 'luxon'
import { type Scope, leadsOf } from '#entities/entity_scope'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'

export interface ReturnSums {
  asked: number
  approved: number
  refused: number
  waiting: number
  /** Revenue of the approved ones, in the account's currency. */
  returned: Money
}

export interface ReturnStatistics {
  days: number
  partners: ({ key: string; name: string; sold: number } & ReturnSums)[]
  reasons: ({ reason: string } & ReturnSums)[]
  /** Reasons of each partner, by its key: how many were asked for. */
  matrix: Record<string, Record<string, number>>
  total: { sold: number } & ReturnSums
}

/**
 * Requests of the last `days` days by partner and reason, beside what was sold to each in the same days. Withdrawn ones
 * count as asked alone.
 */
export async function returnStatistics(
  account: { id: string; currency: string; timeZone: string },
  days: number,
  now: number,
  { partnerId, scope = null }: { partnerId?: string; scope?: Scope } = {}
): Promise<ReturnStatistics> {
  const first = DateTime.fromMillis(now, { zone: account.timeZone })
    .startOf('day')
    .minus({ days: days - 1 })
  const within = leadsOf(scope, 'lead_id')
  const only = `${partnerId === undefined ? '' : 'and partner_id = ?'} ${within.sql}`
  const own = [...(partnerId === undefined ? [] : [partnerId]), ...within.params]
  const [asked, sold, partners] = await Promise.all([
    store.all(
      `select partner_id, reason, status, count(*) as n,
         sum(case when currency = ? then amount else 0 end) as amount
       from returns where account_id = ? and created_at >= ? ${only} group by partner_id, reason, status`,
      [account.currency, account.id, first.toMillis(), ...own]
    ),
    store.all(
      `select partner_id, count(*) as n from postings
       where account_id = ? and day >= ? and kind = 'sale' ${only} group by partner_id`,
      [account.id, first.toISODate(), ...own]
    ),
    store.all(`select id, key, name from partners where account_id = ? and kind = 'partner'`, [
      account.id,
    ]),
  ])
  const partnerOf = new Map(partners.map((row) => [row.id, row]))
  const soldTo = new Map(sold.map((row) => [row.partner_id, Number(row.n)]))
  const ofPartner = Map.groupBy(asked, (row) => row.partner_id as string)
  const key = (id: string) => (partnerOf.get(id)?.key ?? id) as string
  const sums = (rows: Row[]) => sumUp(rows, account.currency)
  return {
    days,
    partners: [...ofPartner]
      .map(([id, rows]) => ({
        key: key(id),
        name: (partnerOf.get(id)?.name ?? id) as string,
        sold: soldTo.get(id) ?? 0,
        ...sums(rows),
      }))
      .sort(most),
    reasons: [...Map.groupBy(asked, (row) => row.reason as string)]
      .map(([reason, rows]) => ({ reason, ...sums(rows) }))
      .sort(most),
    matrix: Object.fromEntries(
      [...ofPartner].map(([id, rows]) => [
        key(id),
        Object.fromEntries(
          [...Map.groupBy(rows, (row) => row.reason as string)].map(([reason, of]) => [
            reason,
            sums(of).asked,
          ])
        ),
      ])
    ),
    total: { sold: sold.reduce((all, row) => all + Number(row.n), 0), ...sums(asked) },
  }
}

const most = (a: ReturnSums, b: ReturnSums) => b.asked - a.asked

function sumUp(rows: Row[], currency: string): ReturnSums {
  const of = (status: string | null) =>
    rows
      .filter((row) => status === null || row.status === status)
      .reduce((sum, row) => sum + Number(row.n), 0)
  const returned = rows
    .filter((row) => row.status === 'approved')
    .reduce((sum, row) => sum + Number(row.amount), 0)
  return {
    asked: of(null),
    approved: of('approved'),
    refused: of('refused'),
    waiting: of('waiting'),
    returned: money(returned, currency),
  }
}
