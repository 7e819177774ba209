/*
 * Invoices and credit notes as the API shows them (OpenAPI: GET /invoices), and how pages speak of them.
 */
import { useI18n } from 'vue-i18n'
import { useFormat } from './format'
import type { FieldProblem } from './request'
import type { Money } from './types'

export interface TaxPart {
  strategy: string
  category: string | null
  rate: string | null
  net: Money
  amount: Money
  from: string
  to: string
}
export interface TaxView {
  strategy: string
  category?: string
  rate?: string | null
  amount?: Money
  tax_country?: string | null
  exemption_code?: string | null
  note?: string | null
  evidence?: Record<string, unknown>
  /** Held: why. */
  reason?: string
  code?: string
  groups: TaxPart[]
}

export interface Invoice {
  id: string
  kind: 'invoice' | 'credit_note' | 'self_billing' | 'self_billing_credit_note'
  number: string | null
  status: 'draft' | 'open' | 'paid' | 'overdue' | 'void'
  partner: string | null
  /** Of self-billing: the seller. */
  supplier: string | null
  corrects: string | null
  corrects_number: string | null
  reason: string | null
  period: { from: string; to: string }
  issue_date: string | null
  due_date: string | null
  currency: string
  language: string
  intro: string | null
  closing: string | null
  notes: string[]
  payment_days: number | null
  revision: number
  seller: Record<string, string | null>
  buyer: Record<string, string | null>
  lines: {
    description: string
    quantity: string
    unit_price: Money
    net: Money
    from: string
    to: string
    tax_group: number
    adjustment: string | null
  }[]
  tax: TaxView | null
  totals: Record<
    'net' | 'tax' | 'gross' | 'prepaid' | 'paid' | 'credited' | 'set_off' | 'due',
    Money
  >
  payments: {
    id: string
    amount: Money
    at: string
    day: string
    reference: string | null
    reverses: string | null
  }[]
  credit_notes: { id: string; number: string; issue_date: string; gross: Money; reason: string }[]
  problems: FieldProblem[]
  created_at: string
  created_by: string | null
  finalized_at: string | null
  finalized_by: string | null
  files: { pdf: 'ready' | 'pending' | 'failed'; xml: 'ready' | 'pending' | 'failed' }
}

export interface Reminders {
  paused: { invoice: boolean; partner: boolean }
  next: { level: number; from: string } | null
  done: {
    level: number
    day: string
    due: Money
    fee: Money
    text: string | null
    actor: string | null
    at: string
  }[]
}

export interface ScheduleRun {
  id: string
  partner: string | null
  every: string
  period: { from: string; to: string }
  state: 'due' | 'done' | 'skipped'
  due_at: string
  finished_at: string | null
  error: string | null
  drafts?: number
  finalized?: number
  held?: { partner: string; problems: FieldProblem[] }[]
}
export interface Schedules {
  next: {
    partner: string | null
    every: string
    then: string
    period: { from: string; to: string }
    day: string
  }[]
  runs: ScheduleRun[]
}

export interface InvoiceList {
  data: Invoice[]
  meta: { next_cursor: string | null }
}

export interface Sale {
  delivery: string
  lead: string
  day: string
  description: string
  amount: Money
  reversed: boolean
  credited: boolean
}

/** Corrects nothing: an invoice, or a document of self-billing. */
export const isOriginal = ({ kind }: Pick<Invoice, 'kind'>) =>
  kind === 'invoice' || kind === 'self_billing'
/** A supplier is the seller, the account pays. */
export const isSelfBilling = ({ kind }: Pick<Invoice, 'kind'>) => kind.startsWith('self_billing')

export const isZero = (money: Money) => Number(money.amount) === 0

export function useInvoiceWords() {
  const { t, te, locale } = useI18n({ useScope: 'global' })
  const { day, days, money, rate: percentOf } = useFormat()

  /** "October 2026" of a whole month, else its dates. */
  function period({ from, to }: { from: string; to: string }): string {
    const [year, month] = from.split('-').map(Number)
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
    if (!from.endsWith('-01') || to !== last) return days(from, to)
    return new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : locale.value, {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(new Date(`${from}T12:00:00Z`))
  }

  /** What a document is called: its number, or whose draft it is. */
  const title = (invoice: Pick<Invoice, 'number' | 'buyer' | 'seller' | 'kind'>) =>
    invoice.number ??
    t('invoices.draft_of', {
      partner: (isSelfBilling(invoice) ? invoice.seller : invoice.buyer).name ?? '',
    })

  /** How it stands, the amount first: "€550.00 of €572.00 due since 16 Nov 2026". */
  function standing({ kind, status, totals, due_date }: Invoice): string {
    const amount = money(totals.gross)
    if (kind.endsWith('credit_note')) return t('invoices.standing.credit_note', { amount })
    if (status !== 'open' && status !== 'overdue')
      return t(`invoices.standing.${status}`, { amount })
    const whole = totals.due.amount === totals.gross.amount
    const left = whole ? amount : t('invoices.standing.part', { due: money(totals.due), amount })
    return t(`invoices.standing.${status}`, { amount: left, date: day(due_date!) })
  }

  /** Why it must not be issued yet. */
  function problem({ rule, message }: Pick<FieldProblem, 'rule' | 'message'>): string {
    const key = `invoices.hold.${rule}`
    return te(key, 'en') ? t(key) : message
  }

  /** All of them, what is missing of one side in one sentence. */
  function problems(list: readonly FieldProblem[]): string[] {
    const missing = (side: 'partner' | 'supplier' | 'account') =>
      list
        .filter(({ rule, field }) => rule === 'missing' && field.startsWith(`${side}.`))
        .map(({ field }) => t(`invoices.field.${field.split('.').at(-1)}`))
        .join(', ')
    return [
      ...(['account', 'partner', 'supplier'] as const)
        .filter((side) => missing(side) !== '')
        .map((side) => t(`invoices.missing.${side}`, { fields: missing(side) })),
      ...list.filter(({ rule }) => rule !== 'missing').map(problem),
    ]
  }

  const strategy = (id: string) => {
    const key = `invoices.strategy.${id}`
    return te(key, 'en') ? t(key) : id
  }

  const rate = (of: string | null | undefined) =>
    of === null || of === undefined ? null : percentOf(of)

  return { period, title, standing, problem, problems, strategy, rate }
}
