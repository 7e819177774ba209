import type { Account } from '#accounts/types'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { datesIn, daysBetween } from '#billing/dates'
import type { Adjustment } from '#billing/invoices/adjustments'
import { type Assessment, assessPartner } from '#billing/invoices/assess_draft'
import type { BillingContext } from '#billing/invoices/billing_context'
import type { BilledPartner } from '#billing/invoices/draft_scope'
import type { DaySum, DraftContent } from '#billing/invoices/types'
import { TAKEN_BACK, daySum, takenBackParams } from '#billing/invoices/unbilled'

/** Longer lines are judged by the days of their sales. */
const MOST_DAYS = 366

/** A sale on the draft of a partner was taken back since. */
export const hasReversals = async (accountId: string, draft: Row) =>
  (await store.first(
    `select 1 as found from (${TAKEN_BACK}) t join invoice_postings b on b.id = t.id where b.invoice_id = ? limit 1`,
    [
      ...takenBackParams(
        { accountId, partnerId: draft.partner_id as string },
        draft.from_day as string
      ),
      draft.id as string,
    ]
  )) !== null

export const linesOf = (id: string) =>
  store.all(
    `select description, profile_id, adjustment_id, quantity, unit_amount, from_day, to_day, tax_group from invoice_lines
     where invoice_id = ? order by position`,
    [id]
  )

interface Known {
  /** Of the draft, see `linesOf`. */
  lines: readonly Row[]
  adjustments: readonly Adjustment[]
  context: BillingContext
}

/**
 * How a draft's partner is taxed, and the sales its content is made of. Where all days of each line are taxed alike, its
 * first and its last day tell the same as its sales do, and none of them is read.
 */
export async function assessSales(
  account: Account,
  partner: BilledPartner,
  id: string,
  { lines, adjustments, context }: Known
): Promise<{ assessment: Assessment; sums: DaySum[] }> {
  const sold = lines.filter((line) => line.adjustment_id === null)
  const beside = adjustments.map(({ day }) => day)
  const spans = sold.map(spanOf)
  if (spans.every((span) => span !== null)) {
    const assessment = assessPartner(account, partner, [...beside, ...spans.flat()], context)
    if (spans.every((span) => assessment.isAlike(span)))
      return { assessment, sums: sold.flatMap(endsOf) }
  }
  const sums = await salesOn(id)
  const days = [...beside, ...sums.map(({ day }) => day)]
  return { assessment: assessPartner(account, partner, days, context), sums }
}

/** The dates of a line; null where they are more than a year apart. */
function spanOf(line: Row): string[] | null {
  const [from, to] = [line.from_day as string, line.to_day as string]
  return daysBetween(from, to) > MOST_DAYS ? null : datesIn(from, to)
}

/** A line as sales of its first and its last day. */
function endsOf(line: Row): DaySum[] {
  const [from, to] = [line.from_day as string, line.to_day as string]
  const sale = { profileId: line.profile_id as string, amount: Number(line.unit_amount) }
  const count = Number(line.quantity)
  if (from === to) return [{ ...sale, day: from, count }]
  return [
    { ...sale, day: from, count: count - 1 },
    { ...sale, day: to, count: 1 },
  ]
}

/** The sales on a draft as they were booked. */
async function salesOn(id: string): Promise<DaySum[]> {
  const rows = await store.all(
    `select p.day, p.profile_id, p.amount, count(*) as n from invoice_postings b join postings p on p.id = b.id
     where b.invoice_id = ? and p.kind = 'sale' group by 1, 2, 3 order by 1, 2, 3`,
    [id]
  )
  return rows.map(daySum)
}

/** The lines of a draft are those it would get now: texts and treatment of days may have changed. */
export function isWritten(rows: readonly Row[], { lines }: DraftContent): boolean {
  const written = rows.map((row) => [
    ...[row.description, row.profile_id, row.adjustment_id],
    ...[Number(row.quantity), Number(row.unit_amount)],
    ...[row.from_day, row.to_day, Number(row.tax_group)],
  ])
  const now = lines.map((line) => [
    ...[line.description, line.profileId, line.adjustmentId],
    ...[line.quantity, line.unitAmount],
    ...[line.from, line.to, line.group],
  ])
  return JSON.stringify(written) === JSON.stringify(now)
}
