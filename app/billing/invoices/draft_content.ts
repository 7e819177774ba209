import type {
  DaySum,
  DraftContent,
  DraftLine,
  Hold,
  TaxGroup,
  Treatment,
} from '#billing/invoices/types'
import type { Adjustment } from '#billing/invoices/adjustments'
import { isHold } from '#billing/invoices/types'
import { taxOn } from '#billing/invoices/tax_amount'

type Verdict = Treatment | Hold

/** What is alike is taxed together; evidence is no difference. */
export const taxKeyOf = (one: Verdict) =>
  isHold(one)
    ? `hold ${one.reason}`
    : JSON.stringify([one.strategy, one.category, one.rate, one.tax_country, one.exemption_code])

/**
 * Lines and totals of a document from the sales on it: one line per profile and price, cut where the treatment changes
 * between two days, one tax group per treatment. Lines come by profile, price and date; what is billed beside sales
 * comes last, each a line of its own.
 */
export function draftContent(
  sums: readonly DaySum[],
  verdictOf: (day: string) => Verdict,
  describe: (profileId: string) => string,
  adjustments: readonly Adjustment[] = []
): DraftContent {
  const segments = segmentsOf(sums, verdictOf)
  const groups: TaxGroup[] = []
  const places = new Map<string, number>()
  const lines = new Map<string, DraftLine>()
  /** Adds to the group of a treatment, and says which it is. */
  const place = (verdict: Verdict, day: string, net: number): number => {
    const key = taxKeyOf(verdict)
    let found = places.get(key)
    if (found === undefined) {
      found = groups.push({ treatment: verdict, net: 0, tax: 0, from: day, to: day }) - 1
      places.set(key, found)
    }
    const group = groups[found]
    group.net += net
    if (day < group.from) group.from = day
    if (day > group.to) group.to = day
    return found
  }
  for (const sum of [...sums].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    const { segment, verdict } = segments.get(sum.day)!
    const group = place(verdict, sum.day, sum.amount * sum.count)
    const name = `${segment} ${sum.profileId} ${sum.amount}`
    let line = lines.get(name)
    if (!line)
      lines.set(
        name,
        (line = {
          description: describe(sum.profileId),
          profileId: sum.profileId,
          adjustmentId: null,
          quantity: 0,
          unitAmount: sum.amount,
          net: 0,
          from: sum.day,
          to: sum.day,
          group,
        })
      )
    line.quantity += sum.count
    line.net += sum.amount * sum.count
    line.to = sum.day
  }
  const beside = adjustments.map((one): DraftLine => {
    const { id, description, quantity, unitAmount, day } = one
    const net = quantity * unitAmount
    const group = place(verdictOf(day), day, net)
    const sales = { description, profileId: '', adjustmentId: id, quantity, unitAmount }
    return { ...sales, net, from: day, to: day, group }
  })
  for (const group of groups)
    if (!isHold(group.treatment)) group.tax = taxOn(group.net, group.treatment.rate)
  const all = [...[...lines.values()].sort(inOrder), ...beside]
  return { lines: all, groups, ...totalsOf(groups) }
}

export function totalsOf(groups: readonly Pick<TaxGroup, 'net' | 'tax'>[]) {
  const net = groups.reduce((sum, group) => sum + group.net, 0)
  const tax = groups.reduce((sum, group) => sum + group.tax, 0)
  return { net, tax, gross: net + tax }
}

/** Runs of days that are treated alike, numbered. */
function segmentsOf(sums: readonly DaySum[], verdictOf: (day: string) => Verdict) {
  const segments = new Map<string, { segment: number; verdict: Verdict }>()
  let before: string | null = null
  let segment = 0
  for (const day of [...new Set(sums.map((sum) => sum.day))].sort()) {
    const verdict = verdictOf(day)
    const key = taxKeyOf(verdict)
    if (before !== null && before !== key) segment++
    before = key
    segments.set(day, { segment, verdict })
  }
  return segments
}

const inOrder = (a: DraftLine, b: DraftLine) =>
  a.description === b.description
    ? b.unitAmount - a.unitAmount || (a.from < b.from ? -1 : 1)
    : a.description < b.description
      ? -1
      : 1
