import { type Result, fail, ok } from '#shared/result'
import { postingId } from '#store/row_ids'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { CreditedLine } from '#billing/invoices/credit_content'

export type ChoiceProblem =
  | { type: 'nothing_left' }
  | { type: 'not_on_invoice' | 'credited'; delivery: string; place: number }

/** Postings of the sales on an invoice, with the line they are on and whether they are credited. */
const SALES = `select p.*, l.description, l.unit_amount, l.from_day, l.to_day, l.tax_group, l.position,
    l.quantity, l.adjustment_id,
    case when k.id is null then 0 else 1 end as credited
  from invoice_postings b join postings p on p.id = b.id join invoice_lines l on l.id = b.line_id
    left join invoice_postings k on k.id = replace(p.id, '.sale', '.cancellation')
  where b.invoice_id = ?`

/** The sales to credit: all that are not yet, or those of some deliveries. */
export async function chooseSales(
  invoiceId: string,
  deliveries: readonly string[] | undefined
): Promise<Result<Row[], ChoiceProblem>> {
  if (deliveries === undefined) {
    const rows = await store.all(`${SALES} order by l.position, p.id`, [invoiceId])
    const left = rows.filter((row) => !Number(row.credited))
    return left.length ? ok(left) : fail({ type: 'nothing_left' })
  }
  const ids = deliveries.map((id) => postingId(id, 'sale'))
  const rows = await store.all(`${SALES} and b.id in (??) order by l.position, p.id`, [
    invoiceId,
    ids,
  ])
  const byDelivery = new Map(rows.map((row) => [row.delivery_id as string, row]))
  for (const [place, delivery] of deliveries.entries()) {
    const row = byDelivery.get(delivery)
    if (!row) return fail({ type: 'not_on_invoice', delivery, place })
    if (Number(row.credited)) return fail({ type: 'credited', delivery, place })
  }
  return ok(rows)
}

/** What is credited, by the line it stands on, with the postings that take it back. */
export function linesOf(sales: Row[]): { line: CreditedLine; ids: string[] }[] {
  const byLine = new Map<number, { line: CreditedLine; ids: string[] }>()
  for (const sale of sales) {
    const position = Number(sale.position)
    let found = byLine.get(position)
    if (!found)
      byLine.set(
        position,
        (found = {
          ids: [],
          line: {
            description: sale.description as string,
            profileId: sale.profile_id as string,
            adjustmentId: sale.adjustment_id as string | null,
            unitAmount: Number(sale.unit_amount),
            from: sale.from_day as string,
            to: sale.to_day as string,
            group: Number(sale.tax_group),
            quantity: 0,
          },
        })
      )
    // What was billed beside sales is one posting, whatever its quantity.
    found.line.quantity += sale.adjustment_id === null ? 1 : Number(sale.quantity)
    found.ids.push(reversalOf(sale))
  }
  return [...byLine.values()]
}

export const reversalOf = (sale: Row) => postingId(sale.delivery_id as string, 'cancellation')
