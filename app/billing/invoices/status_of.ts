import type { InvoiceStatus } from '#billing/invoices/types'

/** Where a document stands on a local date. Overdue is a matter of the day, so it is never stored. */
export function statusOf(
  stored: string,
  balance: { due: number; dueDay: string } | null,
  today: string
): InvoiceStatus {
  if (stored === 'draft' || stored === 'void') return stored
  if (!balance || balance.due === 0) return 'paid'
  return balance.dueDay < today ? 'overdue' : 'open'
}
