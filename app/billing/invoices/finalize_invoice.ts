import { brandMark } from '#accounts/brand'
import { fillText } from '#accounts/brand_texts'
import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Row, Work } from '#store/types'
import { totalsText } from '#billing/documents/build_tax_document'
import { textValues } from '#billing/documents/look/text_values'
import { fileWrites } from '#billing/documents/files/file_rows'
import { addDays } from '#billing/dates'
import type { Assessment } from '#billing/invoices/assess_draft'
import { bookAdjustment } from '#billing/invoices/book_adjustment'
import { invoiceMoney } from '#billing/balances/document_money'
import { balanceRow } from '#billing/invoices/balances'
import type { BilledPartner } from '#billing/invoices/draft_scope'
import { amountOf } from '#billing/invoices/invoice_events'
import {
  type DocumentKind,
  seriesLock,
  seriesOf,
  takeNumber,
} from '#billing/invoices/number_series'
import { assessDraftRow, noteProblems, redraft } from '#billing/invoices/reassess_draft'
import { paragraphsOf, termsOf } from '#billing/invoices/terms'
import { automaticSend, partnerTerms } from '#billing/sends/send_terms'
import type { DaySum, DraftContent } from '#billing/invoices/types'
import { lineId } from '#billing/invoices/write_draft'
import { finalizeSelfBilling } from '#billing/self_billing/finalize_self_billing'

export type FinalizeProblem =
  | { type: 'not_found' }
  | { type: 'not_draft'; status: string }
  | { type: 'blocked'; problems: Problem[] }
  | { type: 'empty' }
  | { type: 'busy' }

const TRIES = 5

/**
 * Makes a draft a document: it gets the next number of its series and is frozen, in one transaction with the counter. Parties
 * and tax are those of this moment; sales that were taken back since the draft was made drop out of it.
 */
export async function finalizeInvoice(
  account: Account,
  id: string,
  actor: string | null,
  at?: number
): Promise<Result<{ id: string; number: string }, FinalizeProblem>> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const row = await store.first('select * from invoices where id = ? and account_id = ?', [
      id,
      account.id,
    ])
    if (!row) return fail({ type: 'not_found' })
    if (row.status !== 'draft') return fail({ type: 'not_draft', status: row.status as string })
    if (row.kind === 'self_billing') return finalizeSelfBilling(account, id, actor, at)
    const assessed = await assessDraftRow(account, row)
    const { partner, assessment, content, sums } = assessed
    if (assessed.reversed || !assessed.written) {
      await redraft(account, partner, row, actor)
      if ((await statusNow(id)) === 'void') return fail({ type: 'empty' })
      continue
    }
    const problems = assessment.problemsOf(content)
    if (problems.length) {
      await noteProblems(row, problems)
      return fail({ type: 'blocked', problems })
    }
    const done = await store.submit(
      await numberDraft(account, row, partner, assessment, content, sums, actor, at ?? Date.now())
    )
    if (done) return ok({ id, number: done })
  }
  return fail({ type: 'busy' })
}

async function statusNow(id: string) {
  const row = await store.first('select status from invoices where id = ?', [id])
  return row?.status
}

/** Null where the draft changed meanwhile. */
async function numberDraft(
  account: Account,
  row: Row,
  partner: BilledPartner,
  { seller, buyer, language }: Assessment,
  { lines, groups, net, tax, gross }: DraftContent,
  sums: readonly DaySum[],
  actor: string | null,
  at: number
): Promise<Work<string | null>> {
  const id = row.id as string
  const currency = row.currency as string
  const today = dateText(localDay(account.timeZone, at))
  const series = seriesOf(row.kind as DocumentKind, today)
  const owner = { accountId: account.id, partnerId: partner.id, currency: row.currency as string }
  const sales = sums.reduce((sum, { amount, count }) => sum + amount * count, 0)
  const money = await invoiceMoney(owner, { id, gross, day: today, sales })
  return {
    locks: [{ table: 'invoices', value: id }, seriesLock(account.id, series), ...money.locks],
    decide(locked) {
      const held = locked.get('invoices', id)
      const paid = money.decide(locked)
      if (held?.status !== 'draft' || held.revision !== row.revision || paid.type === 'changed')
        return { result: null, writes: [] }
      const { prepaid } = paid
      const { number, issueDay } = takeNumber(locked, account.id, series, today)
      const due = (days: number) => addDays(issueDay, days)
      const terms = termsOf(account, partner.billing, row, language, (text, days) =>
        fillText(
          text,
          textValues({
            ...{ number, issue_date: issueDay, due_date: due(days), days, language, currency },
            period: { from: row.from_day as string, to: row.to_day as string },
            totals: totalsText({ net, tax, gross, prepaid }, currency),
            partner: {
              ...{ name: buyer.name, country: buyer.country ?? '' },
              reference: typeof buyer.reference === 'string' ? buyer.reference : null,
            },
          })
        )
      )
      const dueDay = due(terms.payment_days)
      const set = {
        ...{ status: 'issued', series, number, issue_day: issueDay, due_day: dueDay },
        ...{ net, tax, gross, prepaid, groups: JSON.stringify(groups), problems: '[]' },
        ...{ seller: JSON.stringify(seller), buyer: JSON.stringify(buyer) },
        ...{ ...terms, notes: JSON.stringify(paragraphsOf(terms)), language },
        ...brandMark(account),
        ...{ finalized_by: actor, finalized_at: at, updated_at: at },
      }
      return {
        result: number,
        writes: [
          { update: 'invoices', id, set },
          {
            insert: 'invoice_balances',
            row: balanceRow({ id, accountId: account.id, gross, setOff: 0, prepaid, dueDay }),
          },
          ...lines.flatMap((line, i) =>
            line.adjustmentId === null
              ? []
              : bookAdjustment(
                  { id: line.adjustmentId, amount: line.net, currency },
                  { accountId: account.id, partnerId: partner.id, at, day: today },
                  { invoiceId: id, lineId: lineId(id, i + 1) }
                )
          ),
          event(
            'invoice.finalized',
            { accountId: account.id, partnerId: partner.id },
            { invoice: id, number, ...amountOf(gross, currency) },
            at,
            actor
          ),
          ...fileWrites(account.id, id, at),
          ...automaticSend(
            partnerTerms(account, partner),
            { accountId: account.id, invoiceId: id, number, partyId: partner.id },
            at
          ),
          ...paid.writes,
        ],
      }
    },
  }
}
