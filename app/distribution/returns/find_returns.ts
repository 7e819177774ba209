import { type Scope, leadsOf } from '#entities/entity_scope'
import { readPeriod } from '#routing/period'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { store } from '#store/store'
import { Where } from '#store/where'
import { presentReturns } from '#distribution/returns/present_return'
import type { ReturnStatus } from '#distribution/returns/types'

export interface ReturnFilters {
  status?: ReturnStatus
  /** Waiting ones that nobody decided in time. */
  overdue?: boolean
  partner?: string
  reason?: string
  delivery?: string
  lead?: string
  from?: string
  to?: string
  limit?: number
  cursor?: string
}

/** A page of returns, newest first. `partnerId`: those of one partner alone, for its portal. */
export async function findReturns(
  account: { id: string; timeZone: string },
  filters: ReturnFilters,
  now: number,
  partnerId?: string,
  scope: Scope = null
) {
  const limit = filters.limit ?? DEFAULT_LIMIT
  const { from, to } = readPeriod(filters, account.timeZone)
  const where = new Where('account_id', account.id)
    .add('id < ?', filters.cursor)
    .add('partner_id = ?', partnerId)
    .add(
      'partner_id in (select id from partners where account_id = ? and key = ?)',
      account.id,
      filters.partner
    )
    .is('status', filters.overdue ? 'waiting' : filters.status)
    .add('due_at <= ?', filters.overdue ? now : undefined)
    .add('reason = ?', filters.reason)
    .add('delivery_id = ?', filters.delivery)
    .add('lead_id = ?', filters.lead)
    .add('created_at >= ?', from)
    .add('created_at < ?', to)
  const within = leadsOf(scope, 'lead_id')
  const rows = await store.all(
    `select * from returns where ${where} ${within.sql} order by id desc limit ${limit + 1}`,
    [...where.params, ...within.params]
  )
  const page = toPage(rows, limit, (row) => row.id as string)
  return { ...page, data: await presentReturns(account.id, page.data, now) }
}

/** One return as the API shows it; null where the account, or the partner, has no such one. */
export async function findReturn(accountId: string, id: string, now: number, partnerId?: string) {
  const row = await store.first('select * from returns where id = ? and account_id = ?', [
    id,
    accountId,
  ])
  if (!row || (partnerId !== undefined && row.partner_id !== partnerId)) return null
  const [one] = await presentReturns(accountId, [row], now)
  return one
}

/** Of these returns those a limited place shows. */
export async function returnsWithin(
  accountId: string,
  ids: readonly string[],
  scope: Scope
): Promise<ReadonlySet<string>> {
  if (!scope) return new Set(ids)
  const within = leadsOf(scope, 'lead_id')
  const rows = await store.all(
    `select id from returns where account_id = ? and id in (??) ${within.sql}`,
    [accountId, [...ids], ...within.params]
  )
  return new Set(rows.map((row) => row.id as string))
}

/** How many are waiting for a decision. */
export async function waitingReturns(accountId: string, scope: Scope = null): Promise<number> {
  const within = leadsOf(scope, 'lead_id')
  const row = await store.first(
    `select count(*) as n from returns where account_id = ? and status = 'waiting' ${within.sql}`,
    [accountId, ...within.params]
  )
  return Number(row!.n)
}

/** How many there are of each status, and how many of the waiting ones are overdue. */
export async function countReturns(accountId: string, now: number, scope: Scope = null) {
  const within = leadsOf(scope, 'lead_id')
  const rows = await store.all(
    `select status, count(*) as n, sum(case when status = 'waiting' and due_at <= ? then 1 else 0 end) as overdue
     from returns where account_id = ? ${within.sql} group by status`,
    [now, accountId, ...within.params]
  )
  const counts = { waiting: 0, approved: 0, refused: 0, withdrawn: 0, overdue: 0 }
  for (const row of rows) {
    counts[row.status as ReturnStatus] = Number(row.n)
    counts.overdue += Number(row.overdue)
  }
  return counts
}
