import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { money } from '#shared/money'
import { store } from '#store/store'
import { Where } from '#store/where'
import { presentInvoices } from '#billing/invoices/present_invoice'
import type { DocumentKind } from '#billing/invoices/number_series'
import type { InvoiceStatus } from '#billing/invoices/types'

export interface InvoiceFilters {
  partner?: string
  status?: InvoiceStatus
  /** Absent: what was sold, invoices and credit notes; self-billing is asked for by its kinds. */
  kind?: DocumentKind | 'self_billed'
  /** Those that were sent out alone: no drafts, nothing discarded. */
  issued?: boolean
  /** Key of a supplier: its self-billing. */
  supplier?: string
  /** Only these. */
  ids?: string[]
  /** Documents whose period ends from or begins until these dates. */
  from?: string
  to?: string
  limit?: number
  cursor?: string
}

/** A page of documents, newest first. */
export async function findInvoices(account: Account, filters: InvoiceFilters) {
  const limit = filters.limit ?? DEFAULT_LIMIT
  const { sql, params } = invoicesWhere(account, filters)
  const rows = await store.all(`${sql} order by i.id desc limit ${limit + 1}`, params)
  const page = toPage(rows, limit, (row) => row.id as string)
  return { ...page, data: await presentInvoices(account, page.data) }
}

/** All documents of a filter, in no order yet. */
export function invoicesWhere(account: Account, filters: InvoiceFilters) {
  const { where, today } = whereOf(account, filters)
  return {
    sql: `select i.* from invoices i left join invoice_balances b on b.id = i.id
     where ${where}${statusSql(filters.status)}`,
    params: [...where.params, ...(needsToday(filters.status) ? [today] : [])],
  }
}

/** How many documents of each status there are, and what they come to; what is due for open ones. */
export async function countByStatus(account: Account, filters: Omit<InvoiceFilters, 'status'>) {
  const { where, today } = whereOf(account, filters)
  const rows = await store.all(
    `select case when i.status <> 'issued' then i.status when b.due = 0 then 'paid'
         when b.due_day < ? then 'overdue' else 'open' end as status, i.currency, count(*) as n,
       sum(case when i.status = 'issued' and b.due <> 0 then b.due else i.gross end
         * case when i.kind in ('credit_note', 'self_billing_credit_note') then -1 else 1 end) as amount
     from invoices i left join invoice_balances b on b.id = i.id where ${where} group by 1, 2 order by 1, 2`,
    [today, ...where.params]
  )
  return rows.map((row) => ({
    status: row.status as InvoiceStatus,
    count: Number(row.n),
    amount: money(Number(row.amount), row.currency as string),
  }))
}

function whereOf(account: Account, filters: InvoiceFilters) {
  const where = new Where('i.account_id', account.id)
    .add('i.id < ?', filters.cursor)
    .add(
      'i.partner_id in (select id from partners where account_id = ? and key = ?)',
      account.id,
      filters.partner
    )
    .add(
      'i.partner_id in (select id from suppliers where account_id = ? and key = ?)',
      account.id,
      filters.supplier
    )
    .add(
      `i.kind in (${kindsOf(filters)
        .map(() => '?')
        .join(', ')})`,
      ...kindsOf(filters)
    )
    .add(
      `i.id in (${(filters.ids ?? []).map(() => '?').join(', ')})`,
      ...(filters.ids ?? [undefined])
    )
    .is('i.status', filters.issued ? 'issued' : undefined)
    .add('i.to_day >= ?', filters.from)
    .add('i.from_day <= ?', filters.to)
  return { where, today: dateText(localDay(account.timeZone, Date.now())) }
}

const SOLD: DocumentKind[] = ['invoice', 'credit_note']
const SELF_BILLED: DocumentKind[] = ['self_billing', 'self_billing_credit_note']

function kindsOf({ kind, supplier }: InvoiceFilters): DocumentKind[] {
  if (kind === 'self_billed' || (kind === undefined && supplier !== undefined)) return SELF_BILLED
  return kind === undefined ? SOLD : [kind]
}

const needsToday = (status?: InvoiceStatus) => status === 'open' || status === 'overdue'

function statusSql(status?: InvoiceStatus): string {
  switch (status) {
    case undefined:
      return ''
    case 'draft':
    case 'void':
      return ` and i.status = '${status}'`
    case 'paid':
      return ` and i.status = 'issued' and b.due = 0`
    case 'open':
      return ` and i.status = 'issued' and b.due <> 0 and b.due_day >= ?`
    case 'overdue':
      return ` and i.status = 'issued' and b.due <> 0 and b.due_day < ?`
  }
}
