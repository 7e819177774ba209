import { brandMark } from '#accounts/brand'
import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Lock, Row, Work, Write } from '#store/types'
import { fromRow, toRow } from '#suppliers/costs/cost_rows'
import { reversalId } from '#suppliers/costs/posting_ids'
import { loadSupplierById } from '#suppliers/repository'
import type { Supplier } from '#suppliers/types'
import { balanceRow, creditedOf } from '#billing/invoices/balances'
import {
  type CreditGroup,
  type CreditedLine,
  creditContent,
} from '#billing/invoices/credit_content'
import type { CreditProblem, CreditWish } from '#billing/invoices/credit_invoice'
import { addDays } from '#billing/dates'
import { amountOf } from '#billing/invoices/invoice_events'
import { seriesLock, seriesOf, takeNumber } from '#billing/invoices/number_series'
import type { TaxGroup } from '#billing/invoices/types'
import { frozenTexts } from '#billing/documents/look/kind_texts'
import { fileWrites } from '#billing/documents/files/file_rows'
import { automaticSend, termsOfParty } from '#billing/sends/send_terms'
import { lineId } from '#billing/invoices/write_draft'

const TRIES = 5

/** Costs on a document, with the line they are on and whether they are credited. */
const COSTS = `select p.*, l.description, l.profile_id, l.unit_amount, l.from_day, l.to_day, l.tax_group, l.position,
    case when k.id is null then 0 else 1 end as credited
  from self_billing_postings b join supplier_postings p on p.id = b.id
    join invoice_lines l on l.id = b.line_id
    left join self_billing_postings k on k.id = p.id || '.back'
  where b.invoice_id = ?`

/**
 * Corrects a finalized document of self-billing as `creditInvoice` does an invoice: all that is left, or the costs named by
 * their ids or those of their deliveries. A cost that was not given back yet is given back by the same transaction.
 */
export async function creditSelfBilling(
  account: Account,
  invoiceId: string,
  wish: CreditWish
): Promise<Result<{ id: string; number: string }, CreditProblem>> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const original = (await store.first('select * from invoices where id = ? and account_id = ?', [
      invoiceId,
      account.id,
    ]))!
    const chosen = await chooseCosts(invoiceId, wish)
    if (!chosen.ok) return chosen
    const supplier = await loadSupplierById(account.id, original.partner_id as string)
    try {
      const work = await creditWork(account, original, chosen.value, wish, supplier, Date.now())
      const done = await store.submit(work)
      if (done) return ok(done)
    } catch (error) {
      // Who follows the trail gave one of them back at this very moment.
      if (!/unique|duplicate key/i.test(String((error as Error).message)) || tries === TRIES)
        throw error
    }
  }
  return fail({ type: 'busy' })
}

async function chooseCosts(
  invoiceId: string,
  { deliveries }: CreditWish
): Promise<Result<Row[], CreditProblem>> {
  const rows = await store.all(`${COSTS} order by l.position, p.id`, [invoiceId])
  if (deliveries === undefined) {
    const left = rows.filter((row) => !Number(row.credited))
    return left.length ? ok(left) : fail({ type: 'nothing_left' })
  }
  const chosen: Row[] = []
  for (const [place, delivery] of deliveries.entries()) {
    const named = rows.filter((row) => row.id === delivery || row.delivery_id === delivery)
    if (!named.length) return fail({ type: 'not_on_invoice', delivery, place })
    const left = named.filter((row) => !Number(row.credited))
    if (!left.length) return fail({ type: 'credited', delivery, place })
    chosen.push(...left.filter((row) => !chosen.includes(row)))
  }
  return ok(chosen.toSorted((a, b) => Number(a.position) - Number(b.position)))
}

/** By line of the original. A share of revenue is one sum, whatever it is made of. */
function linesOf(costs: Row[]): { line: CreditedLine; ids: string[] }[] {
  return [...Map.groupBy(costs, (row) => Number(row.position)).values()].map((rows) => {
    const [first] = rows
    const whole = first.cause === 'revenue'
    const sum = rows.reduce((total, row) => total + Number(row.amount), 0)
    return {
      ids: rows.map((row) => reversalId(row.id as string)),
      line: {
        description: first.description as string,
        profileId: first.profile_id as string,
        adjustmentId: null,
        unitAmount: whole ? sum : Number(first.unit_amount),
        quantity: whole ? 1 : rows.length,
        from: first.from_day as string,
        to: first.to_day as string,
        group: Number(first.tax_group),
      },
    }
  })
}

/** Null where somebody credited the same document, or one of the costs, meanwhile. */
async function creditWork(
  account: Account,
  original: Row,
  costs: Row[],
  { reason, actor }: CreditWish,
  supplier: Supplier | null,
  at: number
): Promise<Work<{ id: string; number: string } | null>> {
  const originalId = original.id as string
  const [earlier, creditedBefore, terms] = await Promise.all([
    store.all('select groups from invoices where corrects_id = ?', [originalId]),
    creditedOf(originalId),
    termsOfParty(account, original as { kind: string; partner_id: string }),
  ])
  const lines = linesOf(costs)
  const content = creditContent(
    JSON.parse(original.groups as string) as TaxGroup[],
    earlier.flatMap(({ groups }) => JSON.parse(groups as string) as CreditGroup[]),
    lines.map(({ line }) => line)
  )
  const today = dateText(localDay(account.timeZone, at))
  const kind = 'self_billing_credit_note'
  const prefix = supplier?.selfBilling?.number_prefix
  const series = seriesOf(kind, today, prefix && `${prefix}C`)
  const id = newId('inv', at)
  return {
    locks: [
      ...costs.flatMap((cost): Lock[] => [
        { table: 'supplier_postings', value: reversalId(cost.id as string) },
        { table: 'self_billing_postings', value: reversalId(cost.id as string) },
      ]),
      { table: 'invoice_balances', value: originalId },
      seriesLock(account.id, series),
    ],
    decide(locked) {
      const balance = locked.get('invoice_balances', originalId)!
      const taken = costs.some((cost) =>
        locked.get('self_billing_postings', reversalId(cost.id as string))
      )
      if (taken || Number(balance.credited) !== creditedBefore) return { result: null, writes: [] }
      const { number, issueDay } = takeNumber(locked, account.id, series, today)
      const { net, tax, gross, groups } = content
      const due = Number(balance.due)
      const setOff = Math.min(gross, due)
      const days = Number(original.payment_days ?? 14)
      const dueDay = addDays(issueDay, days)
      const texts = frozenTexts(account, {
        ...{ kind, number, issueDay, dueDay, days, currency: original.currency as string },
        period: { from: original.from_day as string, to: original.to_day as string },
        language: (original.language as string | null) ?? account.language,
        totals: { net, tax, gross, prepaid: 0 },
        party: JSON.parse(original.seller as string) as object,
      })
      const writes: Write[] = costs
        .filter((cost) => !locked.get('supplier_postings', reversalId(cost.id as string)))
        .map((cost) => {
          const known = fromRow(cost)
          const amount = -known.amount
          const back = { ...known, id: reversalId(known.id), kind: 'reversal' as const, amount }
          return { insert: 'supplier_postings', row: toRow({ ...back, at, day: today }) }
        })
      writes.push(
        {
          insert: 'invoices',
          row: {
            ...{ id, account_id: account.id, kind, status: 'issued', series, number },
            ...{ partner_id: original.partner_id, corrects_id: originalId },
            ...{ from_day: original.from_day, to_day: original.to_day },
            ...{ currency: original.currency, issue_day: issueDay, due_day: dueDay },
            ...{ net, tax, gross, groups: JSON.stringify(groups), problems: '[]' },
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
            ...{ id: lineId(id, i + 1), account_id: account.id, invoice_id: id, position: i + 1 },
            ...{ description: line.description, profile_id: line.profileId },
            ...{ quantity: line.quantity, unit_amount: line.unitAmount, net: line.net },
            ...{ from_day: line.from, to_day: line.to, tax_group: line.group },
          },
        })),
        ...lines.flatMap(({ ids }, i) =>
          ids.map((posting): Write => ({
            insert: 'self_billing_postings',
            row: {
              ...{
                id: posting,
                account_id: account.id,
                invoice_id: id,
                line_id: lineId(id, i + 1),
              },
            },
          }))
        ),
        {
          insert: 'invoice_balances',
          row: balanceRow({ id, accountId: account.id, gross, setOff, dueDay }),
        },
        {
          update: 'invoice_balances',
          id: originalId,
          set: {
            credited: Number(balance.credited) + gross,
            set_off: Number(balance.set_off) + setOff,
            due: due - setOff,
          },
        },
        ...fileWrites(account.id, id, at),
        ...automaticSend(
          terms,
          { accountId: account.id, invoiceId: id, number, partyId: original.partner_id as string },
          at
        ),
        event(
          'invoice.credited',
          { accountId: account.id },
          {
            ...{ invoice: originalId, number: original.number, credit_note: id },
            ...{ credit_number: number, reason, kind, supplier: supplier?.key },
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
