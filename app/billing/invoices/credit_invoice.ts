import { brandMark } from '#accounts/brand'
import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Lock, Row, Work, Write } from '#store/types'
import { addDays, daysBetween } from '#billing/dates'
import { reverseAdjustment } from '#billing/invoices/book_adjustment'
import { amountOf } from '#billing/invoices/invoice_events'
import { frozenTexts } from '#billing/documents/look/kind_texts'
import { fileWrites } from '#billing/documents/files/file_rows'
import { creditMoney } from '#billing/balances/document_money'
import { balanceRow, creditedOf } from '#billing/invoices/balances'
import { type CreditGroup, creditContent } from '#billing/invoices/credit_content'
import { seriesLock, seriesOf, takeNumber } from '#billing/invoices/number_series'
import {
  type ChoiceProblem,
  chooseSales,
  linesOf,
  reversalOf,
} from '#billing/invoices/credited_sales'
import { reverseSale } from '#billing/invoices/reverse_sale'
import { automaticSend, termsOfParty } from '#billing/sends/send_terms'
import type { TaxGroup } from '#billing/invoices/types'
import { lineId } from '#billing/invoices/write_draft'

import { creditSelfBilling } from '#billing/self_billing/credit_self_billing'

export interface CreditWish {
  /** Ids of deliveries; undefined: all that are not credited yet. */
  deliveries?: readonly string[]
  reason: string
  actor: string | null
  /** When it is written, ms; now unless given. */
  at?: number
}

export type CreditProblem =
  | { type: 'not_found' }
  | { type: 'not_issued'; status: string }
  | { type: 'is_credit_note' }
  | { type: 'beyond' }
  | ChoiceProblem
  | { type: 'busy' }

const TRIES = 5

/**
 * Corrects a finalized invoice by a document of its own, with its own number: all that is left, or some deliveries. A
 * sale that was not taken back yet is taken back in the ledger by the same transaction, so that ledger and documents
 * agree; its delivery stays what it is.
 */
export async function creditInvoice(
  account: Account,
  invoiceId: string,
  wish: CreditWish
): Promise<Result<{ id: string; number: string }, CreditProblem>> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const original = await store.first('select * from invoices where id = ? and account_id = ?', [
      invoiceId,
      account.id,
    ])
    if (!original) return fail({ type: 'not_found' })
    if ((original.kind as string).endsWith('credit_note')) return fail({ type: 'is_credit_note' })
    if (original.status !== 'issued')
      return fail({ type: 'not_issued', status: original.status as string })
    if (original.kind === 'self_billing') return creditSelfBilling(account, invoiceId, wish)
    const before = await creditedOf(invoiceId)
    const chosen = await chooseSales(invoiceId, wish.deliveries)
    if (!chosen.ok) return chosen
    const work = await creditWork(account, original, chosen.value, wish, wish.at ?? Date.now())
    // What was credited while this was worked out may be the same sales: they are chosen anew.
    if (!work && (await creditedOf(invoiceId)) === before) return fail({ type: 'beyond' })
    const done = work && (await store.submit(work))
    if (done) return ok(done)
  }
  return fail({ type: 'busy' })
}

/** Decides null where somebody credited the same invoice, or one of the sales, meanwhile. No work: beyond what is left. */
async function creditWork(
  account: Account,
  original: Row,
  sales: Row[],
  { reason, actor }: CreditWish,
  at: number
): Promise<Work<{ id: string; number: string } | null> | null> {
  const originalId = original.id as string
  const [earlier, creditedBefore, runs, terms] = await Promise.all([
    store.all('select groups, prepaid from invoices where corrects_id = ?', [originalId]),
    creditedOf(originalId),
    store.all('select id, distribution_id from deliveries where id in (??)', [
      sales.map((sale) => sale.delivery_id as string),
    ]),
    termsOfParty(account, original as { kind: string; partner_id: string }),
  ])
  const runOf = new Map(runs.map((row) => [row.id as string, row.distribution_id as string]))
  const lines = linesOf(sales)
  const content = creditContent(
    JSON.parse(original.groups as string) as TaxGroup[],
    earlier.flatMap(({ groups }) => JSON.parse(groups as string) as CreditGroup[]),
    lines.map(({ line }) => line)
  )
  if (content.beyond) return null
  const today = dateText(localDay(account.timeZone, at))
  const series = seriesOf('credit_note', today)
  const id = newId('inv', at)
  const { partner_id: partnerId, currency } = original as Record<string, string>
  const left = earlier.reduce((sum, row) => sum - Number(row.prepaid), Number(original.prepaid))
  const money = await creditMoney(
    { accountId: account.id, partnerId, currency },
    { id, gross: content.gross, day: today },
    sales,
    left
  )
  return {
    locks: [
      ...money.locks,
      ...[...new Set(runOf.values())].map((value): Lock => ({ table: 'distributions', value })),
      ...[...runOf.keys()].map((value): Lock => ({ table: 'deliveries', value })),
      ...sales.flatMap((sale): Lock[] => [
        { table: 'postings', value: reversalOf(sale) },
        { table: 'invoice_postings', value: reversalOf(sale) },
      ]),
      { table: 'invoice_balances', value: originalId },
      seriesLock(account.id, series),
    ],
    decide(locked) {
      const balance = locked.get('invoice_balances', originalId)!
      const taken = sales.some((sale) => locked.get('invoice_postings', reversalOf(sale)))
      if (taken || Number(balance.credited) !== creditedBefore) return { result: null, writes: [] }
      const { number, issueDay } = takeNumber(locked, account.id, series, today)
      const { net, tax, gross, groups } = content
      const due = Number(balance.due)
      const setOff = Math.min(gross, due)
      const repaidMoney = money.decide(locked, setOff)
      if (repaidMoney.type === 'changed') return { result: null, writes: [] }
      const { prepaid } = repaidMoney
      const days = daysBetween(original.issue_day as string, original.due_day as string)
      const dueDay = addDays(issueDay, days)
      const texts = frozenTexts(account, {
        ...{ kind: 'credit_note', number, issueDay, dueDay, days, currency },
        period: { from: original.from_day as string, to: original.to_day as string },
        language: (original.language as string | null) ?? account.language,
        totals: { net, tax, gross, prepaid },
        party: JSON.parse(original.buyer as string) as object,
      })
      const writes: Write[] = [...repaidMoney.writes]
      const repaid = new Map<string, number>()
      for (const sale of sales) {
        if (locked.get('postings', reversalOf(sale))) continue
        if (sale.adjustment_id !== null) {
          writes.push(reverseAdjustment(sale, { at, day: today }))
          continue
        }
        const run = runOf.get(sale.delivery_id as string)
        if (run) repaid.set(run, (repaid.get(run) ?? 0) + Number(sale.amount))
        writes.push(...reverseSale(sale, run ?? null, { at, today, actor }))
      }
      for (const [run, amount] of repaid) {
        const revenue = Number(locked.get('distributions', run)!.revenue) - amount
        writes.push({ update: 'distributions', id: run, set: { revenue } })
      }
      writes.push(
        {
          insert: 'invoices',
          row: {
            id,
            account_id: account.id,
            ...{ kind: 'credit_note', status: 'issued', series, number },
            ...{ partner_id: original.partner_id, corrects_id: originalId },
            ...{ from_day: original.from_day, to_day: original.to_day },
            ...{ currency: original.currency, issue_day: issueDay, due_day: dueDay },
            ...{ net, tax, gross, prepaid, groups: JSON.stringify(groups), problems: '[]' },
            ...{ seller: original.seller, buyer: original.buyer, reason, revision: 1 },
            ...{ language: original.language, payment_days: days, ...texts },
            ...{ created_by: actor, finalized_by: actor },
            ...brandMark(account),
            ...{ created_at: at, updated_at: at, finalized_at: at },
          },
        },
        ...content.lines.map((line, i): Write => ({
          insert: 'invoice_lines',
          row: {
            id: lineId(id, i + 1),
            account_id: account.id,
            invoice_id: id,
            position: i + 1,
            description: line.description,
            profile_id: line.profileId,
            adjustment_id: line.adjustmentId,
            quantity: line.quantity,
            unit_amount: line.unitAmount,
            net: line.net,
            from_day: line.from,
            to_day: line.to,
            tax_group: line.group,
          },
        })),
        ...lines.flatMap(({ ids }, i) =>
          ids.map((posting): Write => ({
            insert: 'invoice_postings',
            row: {
              id: posting,
              account_id: account.id,
              invoice_id: id,
              line_id: lineId(id, i + 1),
            },
          }))
        ),
        {
          insert: 'invoice_balances',
          row: balanceRow({ id, accountId: account.id, gross, setOff, prepaid, dueDay }),
        },
        ...fileWrites(account.id, id, at),
        ...automaticSend(
          terms,
          { accountId: account.id, invoiceId: id, number, partyId: partnerId },
          at
        ),
        {
          update: 'invoice_balances',
          id: originalId,
          set: {
            credited: Number(balance.credited) + gross,
            set_off: Number(balance.set_off) + setOff,
            due: due - setOff,
          },
        },
        event(
          'invoice.credited',
          { accountId: account.id, partnerId: original.partner_id as string },
          {
            ...{ invoice: originalId, number: original.number, credit_note: id },
            ...{ credit_number: number, reason },
            ...amountOf(gross, original.currency as string),
          },
          at,
          actor
        )
      )
      return { result: { id, number }, writes }
    },
  }
}
