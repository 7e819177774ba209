import { findInvoices } from '#billing/invoices/find_invoices'
import { type InvoiceView, presentInvoice } from '#billing/invoices/present_invoice'
import { recordsOf } from '#billing/documents/files/file_records'
import { store } from '#store/store'
import type { OpenPortal } from '#portal/people/open_portal'

type House = Pick<OpenPortal, 'account' | 'partner'>

export interface DocumentFilters {
  status?: 'open' | 'overdue' | 'paid'
  cursor?: string
}

/** Invoices and credit notes the partner was sent, newest first. */
export async function findDocuments({ account, partner }: House, filters: DocumentFilters) {
  const page = await findInvoices(account, { ...filters, partner: partner.key, issued: true })
  return { ...page, data: page.data.map(briefly) }
}

const briefly = (invoice: InvoiceView) => ({
  id: invoice.id,
  kind: invoice.kind,
  number: invoice.number,
  status: invoice.status,
  corrects_number: invoice.corrects_number,
  period: invoice.period,
  issue_date: invoice.issue_date,
  due_date: invoice.due_date,
  gross: invoice.totals.gross,
  due: invoice.totals.due,
})

/** Whether a document went out to this partner: drafts and what others were sent are not there. */
export async function isOwnDocument({ account, partner }: House, id: string): Promise<boolean> {
  const row = await store.first(
    `select id from invoices where id = ? and account_id = ? and partner_id = ? and status = 'issued'
       and kind in ('invoice', 'credit_note')`,
    [id, account.id, partner.id]
  )
  return row !== null
}

/** One document as its buyer sees it: who made it, and how the operator keeps its books, is not part of it. */
export async function ownDocument(house: House, id: string) {
  if (!(await isOwnDocument(house, id))) return null
  const invoice = (await presentInvoice(house.account, id))!
  const files = await recordsOf(house.account.id, [id])
  return {
    ...briefly(invoice),
    reason: invoice.reason,
    seller: invoice.seller,
    buyer: invoice.buyer,
    lines: invoice.lines.map(({ description, quantity, unit_price: price, net }) => ({
      ...{ description, quantity, unit_price: price, net },
    })),
    notes: invoice.notes,
    tax: invoice.tax,
    totals: invoice.totals,
    payments: invoice.payments.map(({ amount, day, reference }) => ({ amount, day, reference })),
    credit_notes: invoice.credit_notes,
    files: files.map(({ format, state }) => ({ format, state })),
  }
}
