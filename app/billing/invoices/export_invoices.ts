import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { csvAmount, csvLine } from '#shared/csv_line'
import { formatAmount } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { ExportKind } from '#billing/invoices/export_kinds'
import { type InvoiceFilters, invoicesWhere } from '#billing/invoices/find_invoices'
import { presentInvoices } from '#billing/invoices/present_invoice'

const CHUNK = 200

const HEADS: Record<ExportKind, readonly string[]> = {
  invoices: [
    ...['id', 'kind', 'number', 'status', 'partner', 'buyer', 'buyer_vat_id', 'period_from'],
    ...['period_to', 'issue_date', 'due_date', 'currency', 'net', 'tax', 'gross', 'paid'],
    ...['credited', 'due', 'tax_strategy', 'tax_category', 'tax_rate', 'corrects'],
  ],
  lines: [
    ...['invoice', 'number', 'kind', 'partner', 'position', 'description', 'from', 'to'],
    ...['quantity', 'unit_price', 'net', 'currency', 'tax_category', 'tax_rate'],
  ],
  payments: [
    ...['id', 'invoice', 'number', 'kind', 'partner', 'date', 'amount', 'currency'],
    ...['reference', 'reverses', 'recorded_by'],
  ],
}

/** Documents of a filter as CSV, newest first: whole, by line, or what was paid on them; read as fast as they are taken. */
export async function* exportInvoices(account: Account, what: ExportKind, filters: InvoiceFilters) {
  yield `\uFEFF${csvLine(HEADS[what])}`
  for (let cursor: string | undefined; ;) {
    const { sql, params } = invoicesWhere(account, { ...filters, cursor })
    const rows = await store.all(`${sql} order by i.id desc limit ${CHUNK}`, params)
    if (rows.length) yield await WRITERS[what](account, rows)
    if (rows.length < CHUNK) return
    cursor = rows.at(-1)!.id as string
  }
}

async function invoiceLines(account: Account, rows: Row[]) {
  const invoices = await presentInvoices(account, rows)
  return invoices
    .map((one) => {
      const { totals, tax } = one
      const treated = tax && tax.strategy !== 'hold' && 'category' in tax ? tax : null
      return csvLine([
        ...[one.id, one.kind, one.number, one.status, one.partner],
        ...[String(one.buyer.name ?? ''), String(one.buyer.vat_id ?? '')],
        ...[one.period.from, one.period.to, one.issue_date, one.due_date, one.currency],
        ...[totals.net.amount, totals.tax.amount, totals.gross.amount].map(signed(one.kind)),
        ...[totals.paid.amount, totals.credited.amount, totals.due.amount],
        ...[tax?.strategy, treated?.category, treated?.rate, one.corrects_number],
      ])
    })
    .join('')
}

/** Credit notes are written with a minus where columns are added up. */
const signed = (kind: string) => (amount: string) =>
  csvAmount(kind.endsWith('credit_note') ? negated(amount) : amount)

const negated = (amount: string) =>
  amount.startsWith('-') ? amount.slice(1) : Number(amount) === 0 ? amount : `-${amount}`

async function lineLines(account: Account, rows: Row[]) {
  const invoices = await presentInvoices(account, rows)
  return invoices
    .flatMap((one) =>
      one.lines.map((line, i) => {
        const group = one.tax?.groups[line.tax_group]
        return csvLine([
          ...[one.id, one.number, one.kind, one.partner, i + 1, line.description],
          ...[line.from, line.to, line.quantity, csvAmount(line.unit_price.amount)],
          ...[signed(one.kind)(line.net.amount), one.currency, group?.category, group?.rate],
        ])
      })
    )
    .join('')
}

async function paymentLines(account: Account, rows: Row[]) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const payments = await store.all(
    `select p.*, a.key as partner from payments p join invoices i on i.id = p.invoice_id
       join partners a on a.id = i.partner_id
     where p.invoice_id in (??) order by p.invoice_id desc, p.at, p.id`,
    [[...byId.keys()] as string[]]
  )
  return payments
    .map((row) => {
      const invoice = byId.get(row.invoice_id)!
      return csvLine([
        ...[row.id, row.invoice_id, invoice.number, invoice.kind, row.partner].map(String),
        dateText(localDay(account.timeZone, Number(row.at))),
        csvAmount(formatAmount(Number(row.amount), row.currency as string)),
        String(row.currency),
        ...[row.reference, row.reverses_id, row.actor].map((value) => value as string | null),
      ])
    })
    .join('')
}

const WRITERS = { invoices: invoiceLines, lines: lineLines, payments: paymentLines }
