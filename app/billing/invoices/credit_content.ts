import { totalsOf } from '#billing/invoices/draft_content'
import { creditedTax } from '#billing/invoices/tax_amount'
import { type Hold, type TaxGroup, type Treatment, isHold } from '#billing/invoices/types'

/** A line of the original with how many of its sales are credited. */
export interface CreditedLine {
  description: string
  profileId: string
  adjustmentId: string | null
  unitAmount: number
  from: string
  to: string
  /** Place in the groups of the original. */
  group: number
  quantity: number
}

/** A tax group of a credit note; `of` is its place in the groups of the original. */
export interface CreditGroup extends TaxGroup {
  of: number
}

/**
 * Lines, groups and totals of a credit note, in positive amounts: treatment and rate are the original's, whatever has
 * changed since. `before` are the groups of the credit notes the original has already. `beyond`: it would take more back
 * than is left, which happens where a discount stays.
 */
export function creditContent(
  original: readonly TaxGroup[],
  before: readonly CreditGroup[],
  credited: readonly CreditedLine[]
) {
  const groups: CreditGroup[] = []
  const places = new Map<number, number>()
  const lines = credited.map((line) => {
    const net = line.unitAmount * line.quantity
    let place = places.get(line.group)
    if (place === undefined) {
      const { treatment, from, to } = original[line.group]
      place = groups.push({ treatment, net: 0, tax: 0, from, to, of: line.group }) - 1
      places.set(line.group, place)
    }
    groups[place].net += net
    return { ...line, net, group: place }
  })
  let beyond = false
  for (const group of groups) {
    const earlier = before.filter(({ of }) => of === group.of)
    const left = {
      net: original[group.of].net - earlier.reduce((sum, { net }) => sum + net, 0),
      tax: original[group.of].tax - earlier.reduce((sum, { tax }) => sum + tax, 0),
    }
    if (group.net < Math.min(0, left.net) || group.net > Math.max(0, left.net)) beyond = true
    const { treatment } = group
    group.tax = creditedTax(group.net, rateOf(treatment), left)
  }
  const totals = totalsOf(groups)
  return { lines, groups, ...totals, beyond: beyond || totals.net < 0 }
}

const rateOf = (treatment: Treatment | Hold) => (isHold(treatment) ? null : treatment.rate)
