import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { type Money, money } from '#shared/money'
import type { Problem } from '#shared/result'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type FileStates, fileStates } from '#billing/documents/files/file_states'
import type { DocumentKind } from '#billing/invoices/number_series'
import { languageOf } from '#billing/invoices/parties'
import { statusOf } from '#billing/invoices/status_of'
import { type Terms, paragraphsOf, termsOf } from '#billing/invoices/terms'
import { type TaxGroup, type Treatment, isHold } from '#billing/invoices/types'

/** Documents as the API shows them (public interface, 2.4), in the order of the rows. */
export async function presentInvoices(account: Account, rows: Row[]) {
  if (!rows.length) return []
  const ids = rows.map((row) => row.id as string)
  const [lines, balances, payments, credits, partners, suppliers, originals, files] =
    await Promise.all([
      store.all('select * from invoice_lines where invoice_id in (??) order by position', [ids]),
      store.all('select * from invoice_balances where id in (??)', [ids]),
      store.all('select * from payments where invoice_id in (??) order by at, id', [ids]),
      store.all(
        'select id, number, corrects_id, gross, issue_day, reason from invoices where corrects_id in (??) order by id',
        [ids]
      ),
      store.all('select id, key, billing from partners where id in (??)', [
        unique(rows, 'partner_id'),
      ]),
      store.all('select id, key from suppliers where id in (??)', [unique(rows, 'partner_id')]),
      store.all('select id, number from invoices where id in (??)', [unique(rows, 'corrects_id')]),
      fileStates(account.id, ids),
    ])
  const linesOf = Map.groupBy(lines, (row) => row.invoice_id)
  const paymentsOf = Map.groupBy(payments, (row) => row.invoice_id)
  const creditsOf = Map.groupBy(credits, (row) => row.corrects_id)
  const balanceOf = new Map(balances.map((row) => [row.id, row]))
  const partnerOf = new Map(partners.map((row) => [row.id, row]))
  const supplierOf = new Map(suppliers.map((row) => [row.id, row.key as string]))
  const numberOf = new Map(originals.map((row) => [row.id, row.number as string]))
  const today = dateText(localDay(account.timeZone, Date.now()))
  return rows.map((row) =>
    presentOne(row, today, account, {
      lines: linesOf.get(row.id) ?? [],
      payments: paymentsOf.get(row.id) ?? [],
      credits: creditsOf.get(row.id) ?? [],
      balance: balanceOf.get(row.id) ?? null,
      partner: partnerOf.get(row.partner_id) ?? null,
      supplier: supplierOf.get(row.partner_id) ?? null,
      correctsNumber: numberOf.get(row.corrects_id) ?? null,
      files: files.get(row.id as string) ?? { pdf: 'pending', xml: 'pending' },
    })
  )
}

const unique = (rows: Row[], column: string) => [
  ...new Set(rows.map((row) => row[column] as string).filter(Boolean)),
]

export async function presentInvoice(account: Account, id: string) {
  const row = await store.first('select * from invoices where id = ? and account_id = ?', [
    id,
    account.id,
  ])
  if (!row) return null
  const [invoice] = await presentInvoices(account, [row])
  return invoice
}

interface Beside {
  lines: Row[]
  payments: Row[]
  credits: Row[]
  balance: Row | null
  partner: Row | null
  supplier: string | null
  correctsNumber: string | null
  files: FileStates
}

function presentOne(row: Row, today: string, account: Account, beside: Beside) {
  const currency = row.currency as string
  const show = (minor: unknown) => money(Number(minor), currency)
  const { balance } = beside
  const groups = JSON.parse(row.groups as string) as TaxGroup[]
  const billing = JSON.parse((beside.partner?.billing as string | undefined) ?? '{}')
  // A finalized document says what it was issued with; on a draft stands what it would be now.
  // Texts of the account stand on what it sells.
  const own = row.number === null && row.kind === 'invoice'
  const terms = own
    ? draftTerms(termsOf(account, billing, row, languageOf(account, billing)))
    : frozenTerms(row)
  return {
    id: row.id as string,
    kind: row.kind as DocumentKind,
    number: row.number as string | null,
    status: statusOf(
      row.status as string,
      balance && { due: Number(balance.due), dueDay: balance.due_day as string },
      today
    ),
    partner: (beside.partner?.key as string | undefined) ?? null,
    /** Of self-billing: the seller. */
    supplier: beside.supplier,
    corrects: row.corrects_id as string | null,
    corrects_number: beside.correctsNumber,
    reason: row.reason as string | null,
    period: { from: row.from_day as string, to: row.to_day as string },
    issue_date: row.issue_day as string | null,
    due_date: row.due_day as string | null,
    currency,
    language: (row.language as string | null) ?? account.language,
    ...terms,
    revision: Number(row.revision),
    seller: JSON.parse(row.seller as string) as Record<string, unknown>,
    buyer: JSON.parse(row.buyer as string) as Record<string, unknown>,
    lines: beside.lines.map((line) => ({
      description: line.description as string,
      quantity: String(line.quantity),
      unit_price: show(line.unit_amount),
      net: show(line.net),
      from: line.from_day as string,
      to: line.to_day as string,
      tax_group: Number(line.tax_group),
      /** Of a line that is billed beside sales: its id. */
      adjustment: line.adjustment_id as string | null,
    })),
    tax: presentTax(groups, show),
    totals: {
      net: show(row.net),
      tax: show(row.tax),
      gross: show(row.gross),
      prepaid: show(row.prepaid),
      paid: show(balance?.paid ?? 0),
      credited: show(balance?.credited ?? 0),
      set_off: show(balance?.set_off ?? 0),
      due: show(balance?.due ?? row.gross),
    },
    payments: beside.payments.map((payment) => ({
      id: payment.id as string,
      amount: show(payment.amount),
      at: new Date(Number(payment.at)).toISOString(),
      day: dateText(localDay(account.timeZone, Number(payment.at))),
      reference: payment.reference as string | null,
      /** The payment this one takes back. */
      reverses: payment.reverses_id as string | null,
    })),
    credit_notes: beside.credits.map((credit) => ({
      id: credit.id as string,
      number: credit.number as string,
      issue_date: credit.issue_day as string,
      gross: show(credit.gross),
      reason: credit.reason as string,
    })),
    problems: JSON.parse(row.problems as string) as Problem[],
    created_at: new Date(Number(row.created_at)).toISOString(),
    created_by: row.created_by as string | null,
    finalized_at: row.finalized_at ? new Date(Number(row.finalized_at)).toISOString() : null,
    finalized_by: row.finalized_by as string | null,
    files: beside.files,
  }
}

const draftTerms = (terms: Terms) => ({ ...terms, notes: paragraphsOf(terms) })

const frozenTerms = (row: Row) => ({
  intro: row.intro as string | null,
  closing: row.closing as string | null,
  notes: JSON.parse(row.notes as string) as string[],
  payment_days: row.payment_days === null ? null : Number(row.payment_days),
})

export type InvoiceView = ReturnType<typeof presentOne>

/**
 * The tax block. A period across a rate change has several groups: then `groups` says what is taxed how, `amount` is
 * their sum and there is no one rate. Held as soon as one of them is.
 */
export function presentTax(groups: TaxGroup[], show: (minor: number) => Money) {
  const parts = groups.map(({ treatment, net, tax, from, to }) => ({
    strategy: treatment.strategy,
    category: isHold(treatment) ? null : treatment.category,
    rate: isHold(treatment) ? null : treatment.rate,
    net: show(net),
    amount: show(tax),
    from,
    to,
  }))
  const held = groups.map(({ treatment }) => treatment).find(isHold)
  if (held) return { ...held, groups: parts }
  const treatments = groups
    .map(({ treatment }) => treatment)
    .filter((one) => one.strategy !== 'hold') as Treatment[]
  // The newest is what counts from here on.
  const main = treatments.at(-1)
  if (!main) return null
  const rates = new Set(treatments.map(({ rate }) => rate))
  return {
    ...main,
    rate: rates.size > 1 ? null : main.rate,
    amount: show(groups.reduce((sum, { tax }) => sum + tax, 0)),
    groups: parts,
  }
}
