import { taxOn } from '#billing/invoices/tax_amount'
import { totalsOf } from '#billing/invoices/draft_content'
import {
  type DraftContent,
  type DraftLine,
  type Hold,
  type TaxGroup,
  type Treatment,
  isHold,
} from '#billing/invoices/types'
import type { CostSum } from '#billing/self_billing/cost_sums'
import { CAUSES, type Cause } from '#suppliers/costs/types'

type Verdict = Treatment | Hold

/** A line with what its costs are found by; `amount` null: a share of revenue, of many amounts in one sum. */
export interface PayoutLine extends DraftLine {
  cause: Cause
  source: string
  amount: number | null
  /** Costs on it. */
  costs: number
}

export interface PayoutContent extends DraftContent {
  lines: PayoutLine[]
}

const keyOf = (one: Verdict) =>
  isHold(one)
    ? `hold ${one.reason}`
    : JSON.stringify([one.strategy, one.category, one.rate, one.tax_country, one.exemption_code])

/**
 * What a supplier is paid for: one line per cause, source and amount, and one for its share of the revenue of a source, cut
 * where the treatment changes between two days; one tax group per treatment.
 */
export function payoutContent(
  sums: readonly CostSum[],
  verdictOf: (day: string) => Verdict,
  describe: (cause: Cause, source: string) => string
): PayoutContent {
  const groups: TaxGroup[] = []
  const places = new Map<string, number>()
  const lines = new Map<string, PayoutLine>()
  let segment = 0
  let before: string | null = null
  for (const sum of sums.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    const verdict = verdictOf(sum.day)
    const key = keyOf(verdict)
    if (before !== null && before !== key) segment++
    before = key
    let group = places.get(key)
    if (group === undefined) {
      group = groups.push({ treatment: verdict, net: 0, tax: 0, from: sum.day, to: sum.day }) - 1
      places.set(key, group)
    }
    const amount = sum.cause === 'revenue' ? null : sum.amount
    const name = JSON.stringify([segment, sum.cause, sum.source, amount])
    const total = sum.amount * sum.count
    let line = lines.get(name)
    if (!line)
      lines.set(
        name,
        (line = {
          ...{
            description: describe(sum.cause, sum.source),
            profileId: sum.cause,
            group,
            adjustmentId: null,
          },
          ...{ quantity: 0, unitAmount: amount ?? 0, net: 0, from: sum.day, to: sum.day },
          ...{ cause: sum.cause, source: sum.source, amount, costs: 0 },
        })
      )
    line.costs += sum.count
    line.net += total
    line.to = sum.day
    if (amount === null) [line.quantity, line.unitAmount] = [1, line.net]
    else line.quantity += sum.count
    groups[group].net += total
    groups[group].to = sum.day
  }
  for (const group of groups)
    if (!isHold(group.treatment)) group.tax = taxOn(group.net, group.treatment.rate)
  return { lines: [...lines.values()].sort(inOrder), groups, ...totalsOf(groups) }
}

const inOrder = (a: PayoutLine, b: PayoutLine) =>
  CAUSES.indexOf(a.cause) - CAUSES.indexOf(b.cause) ||
  (a.source < b.source ? -1 : a.source > b.source ? 1 : 0) ||
  b.unitAmount - a.unitAmount ||
  (a.from < b.from ? -1 : 1)
