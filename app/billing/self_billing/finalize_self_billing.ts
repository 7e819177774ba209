import { brandMark } from '#accounts/brand'
import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Row, Work } from '#store/types'
import { loadSupplierById } from '#suppliers/repository'
import type { Supplier } from '#suppliers/types'
import { balanceRow } from '#billing/invoices/balances'
import { addDays } from '#billing/dates'
import type { FinalizeProblem } from '#billing/invoices/finalize_invoice'
import { amountOf } from '#billing/invoices/invoice_events'
import { seriesLock, seriesOf, takeNumber } from '#billing/invoices/number_series'
import { DEFAULT_PAYMENT_DAYS } from '#billing/invoices/terms'
import {
  type PayoutAssessment,
  assessSupplier,
  loadPayoutContext,
} from '#billing/self_billing/assess_supplier'
import { type CostSum, costSum } from '#billing/self_billing/cost_sums'
import { generateSelfBilling } from '#billing/self_billing/generate_self_billing'
import type { PayoutContent } from '#billing/self_billing/payout_content'
import { frozenTexts } from '#billing/documents/look/kind_texts'
import { fileWrites } from '#billing/documents/files/file_rows'
import { automaticSend, supplierTerms } from '#billing/sends/send_terms'

const TRIES = 5

/**
 * Makes a draft of self-billing a document, as `finalizeInvoice` does with a draft of sales: the agreement, both parties and
 * the tax are those of this moment; costs that were given back since drop out of it.
 */
export async function finalizeSelfBilling(
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
    if (row.status !== 'draft')
      return tries > 1 && row.status === 'void'
        ? fail({ type: 'empty' })
        : fail({ type: 'not_draft', status: row.status as string })
    const supplier = (await loadSupplierById(account.id, row.partner_id as string))!
    const now = at ?? Date.now()
    const today = dateText(localDay(account.timeZone, now))
    const context = await loadPayoutContext(account)
    const assessment = assessSupplier(account, supplier, context, today)
    const { sums, reversed } = await costsOn(id)
    const content = assessment.contentOf(sums)
    if (reversed || !(await isWritten(id, content))) {
      const period = { from: row.from_day as string, to: row.to_day as string }
      await generateSelfBilling(account, { ...period, supplier: supplier.key }, actor, now)
      continue
    }
    const problems = assessment.problemsOf(content)
    if (problems.length) {
      await store.submit<void>({
        locks: [{ table: 'invoices', value: id }],
        decide: (locked) => ({
          result: undefined,
          writes:
            locked.get('invoices', id)?.revision === row.revision
              ? [{ update: 'invoices', id, set: { problems: JSON.stringify(problems) } }]
              : [],
        }),
      })
      return fail({ type: 'blocked', problems })
    }
    const done = await store.submit(
      numberPayout(account, row, supplier, assessment, content, actor, now)
    )
    if (done) return ok({ id, number: done })
  }
  return fail({ type: 'busy' })
}

/** Costs on a draft, those given back since left out. */
async function costsOn(id: string): Promise<{ sums: CostSum[]; reversed: boolean }> {
  const rows = await store.all(
    `select p.day, p.cause, p.source, p.amount, case when r.id is null then 0 else 1 end as reversed, count(*) as n
     from self_billing_postings b join supplier_postings p on p.id = b.id
       left join supplier_postings r on r.id = p.id || '.back'
     where b.invoice_id = ? group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4`,
    [id]
  )
  return {
    sums: rows.filter((row) => !Number(row.reversed)).map(costSum),
    reversed: rows.some((row) => Number(row.reversed)),
  }
}

/** The lines of a draft are those it would get now. */
async function isWritten(id: string, { lines }: PayoutContent): Promise<boolean> {
  const rows = await store.all(
    `select description, quantity, unit_amount, net, from_day, to_day, tax_group from invoice_lines
     where invoice_id = ? order by position`,
    [id]
  )
  const written = rows.map((row) => [
    ...[row.description, Number(row.quantity), Number(row.unit_amount), Number(row.net)],
    ...[row.from_day, row.to_day, Number(row.tax_group)],
  ])
  const now = lines.map((line) => [
    ...[line.description, line.quantity, line.unitAmount, line.net],
    ...[line.from, line.to, line.group],
  ])
  return JSON.stringify(written) === JSON.stringify(now)
}

/** Null where the draft changed meanwhile. */
function numberPayout(
  account: Account,
  row: Row,
  supplier: Supplier,
  { seller, buyer, language }: PayoutAssessment,
  { groups, net, tax, gross }: PayoutContent,
  actor: string | null,
  at: number
): Work<string | null> {
  const id = row.id as string
  const today = dateText(localDay(account.timeZone, at))
  const series = seriesOf('self_billing', today, supplier.selfBilling?.number_prefix)
  return {
    locks: [{ table: 'invoices', value: id }, seriesLock(account.id, series)],
    decide(locked) {
      const held = locked.get('invoices', id)
      if (held?.status !== 'draft' || held.revision !== row.revision)
        return { result: null, writes: [] }
      const { number, issueDay } = takeNumber(locked, account.id, series, today)
      const days = supplier.billing?.payment_days ?? DEFAULT_PAYMENT_DAYS
      const dueDay = addDays(issueDay, days)
      const texts = frozenTexts(account, {
        ...{ kind: 'self_billing', number, issueDay, dueDay, days, language },
        period: { from: row.from_day as string, to: row.to_day as string },
        currency: row.currency as string,
        totals: { net, tax, gross, prepaid: 0 },
        party: seller,
      })
      const set = {
        ...{ status: 'issued', series, number, issue_day: issueDay, due_day: dueDay },
        ...{ net, tax, gross, groups: JSON.stringify(groups), problems: '[]' },
        ...{ seller: JSON.stringify(seller), buyer: JSON.stringify(buyer), language },
        ...{ ...texts, payment_days: days },
        ...brandMark(account),
        ...{ finalized_by: actor, finalized_at: at, updated_at: at },
      }
      return {
        result: number,
        writes: [
          { update: 'invoices', id, set },
          {
            insert: 'invoice_balances',
            row: balanceRow({ id, accountId: account.id, gross, setOff: 0, dueDay }),
          },
          ...fileWrites(account.id, id, at),
          ...automaticSend(
            supplierTerms(account, supplier),
            { accountId: account.id, invoiceId: id, number, partyId: supplier.id },
            at
          ),
          event(
            'invoice.finalized',
            { accountId: account.id },
            {
              ...{ invoice: id, number, kind: row.kind, supplier: supplier.key },
              ...amountOf(gross, row.currency as string),
            },
            at,
            actor
          ),
        ],
      }
    },
  }
}
