import type { Account } from '#accounts/types'
import { buildTaxDocument } from '#billing/documents/build_tax_document'
import type { TaxDocument } from '#sdk/document'
import { type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { Row } from '#store/types'

export type LoadProblem = { type: 'not_found' } | { type: 'not_issued'; status: string }

/** A finalized document. `items: false` leaves the annex out, which the XML does not have. */
export async function loadTaxDocument(
  account: Account,
  id: string,
  wish: { items: boolean }
): Promise<Result<TaxDocument, LoadProblem>> {
  const invoice = await findRow(account, id)
  if (!invoice) return fail({ type: 'not_found' })
  if (invoice.status !== 'issued')
    return fail({ type: 'not_issued', status: invoice.status as string })
  return ok(await readDocument(account, invoice, wish))
}

/** A document in any state, for what is shown of it before it is finalized. */
export async function previewTaxDocument(
  account: Account,
  id: string
): Promise<TaxDocument | null> {
  const invoice = await findRow(account, id)
  return invoice && readDocument(account, invoice, { items: false })
}

const findRow = (account: Account, id: string): Promise<Row | null> =>
  store.first('select * from invoices where id = ? and account_id = ?', [id, account.id])

async function readDocument(account: Account, invoice: Row, wish: { items: boolean }) {
  const id = invoice.id as string
  const [lines, original, items] = await Promise.all([
    store.all('select * from invoice_lines where invoice_id = ? order by position', [id]),
    invoice.corrects_id
      ? store.first('select number, issue_day from invoices where id = ? and account_id = ?', [
          invoice.corrects_id,
          account.id,
        ])
      : null,
    wish.items
      ? store.all(
          `select p.delivery_id, p.lead_id, p.day, p.amount, l.position from invoice_postings b
             join postings p on p.id = b.id join invoice_lines l on l.id = b.line_id
           where b.invoice_id = ? and p.kind <> 'adjustment'
           union all
           select coalesce(p.delivery_id, p.lead_id), p.lead_id, p.day, p.amount, l.position
           from self_billing_postings b
             join supplier_postings p on p.id = b.id join invoice_lines l on l.id = b.line_id
           where b.invoice_id = ? order by 3, 1`,
          [id, id]
        )
      : [],
  ])
  return buildTaxDocument({
    invoice,
    lines,
    items,
    corrects: original && {
      number: original.number as string,
      issue_day: original.issue_day as string,
    },
    language: account.language,
  })
}
