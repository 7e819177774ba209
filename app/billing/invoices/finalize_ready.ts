import type { Account } from '#accounts/types'
import { store } from '#store/store'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import { type InvoiceFilters, invoicesWhere } from '#billing/invoices/find_invoices'

const MOST = 1_000

/** Finalizes every draft of an invoice in a filter that lacks nothing, oldest first; what is held stays and is counted. */
export async function finalizeReady(
  account: Account,
  filters: Omit<InvoiceFilters, 'status'>,
  actor: string | null
): Promise<{ finalized: number; held: number }> {
  const { sql, params } = invoicesWhere(account, {
    ...filters,
    kind: 'invoice',
    status: 'draft',
  })
  const rows = await store.all(`${sql} order by i.id limit ${MOST}`, params)
  let finalized = 0
  for (const { id } of rows) {
    const done = await finalizeInvoice(account, id as string, actor)
    if (done.ok) finalized++
  }
  return { finalized, held: rows.length - finalized }
}
