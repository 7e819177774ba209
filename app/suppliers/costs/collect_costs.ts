import { dateText, localDay } from '#shared/local_time'
import { parseAmount, percentOf } from '#shared/money'
import { acceptedId, receivedId, reversalId, revenueId, soldId } from '#suppliers/costs/posting_ids'
import type { Cause, CostEvent, CostPosting, SaleMoves } from '#suppliers/costs/types'
import { termsOn } from '#suppliers/terms_on'
import type { SupplierTerms } from '#suppliers/types'

/** What costs are worked out with. */
export interface CostContext {
  account(id: string): { timeZone: string; currency: string }
  /** Whose source it is; null: nobody's. */
  supplierOf(accountId: string, source: string): { id: string; terms: SupplierTerms[] } | null
  /** All sales and reversals of a lead, oldest first. */
  movesOf(leadId: string): SaleMoves
  /** A cost that was written before. */
  known(id: string): CostPosting | null
}

/**
 * The rows a stretch of the trail makes, by the terms in force on the local day of each event: what came in, what was no
 * duplicate, what was sold at all, a share of each sale; and what a reversal gives back, as the terms said that day.
 * Test leads cost nothing. The same stretch always makes the same rows, so reading it twice changes nothing.
 */
export function collectCosts(events: readonly CostEvent[], context: CostContext): CostPosting[] {
  const made = new Map<string, CostPosting>()
  const add = (posting: CostPosting | null) => {
    if (posting && posting.amount !== 0 && !made.has(posting.id)) made.set(posting.id, posting)
  }
  for (const event of events) {
    if (event.test || !event.source) continue
    const account = context.account(event.accountId)
    const day = dateText(localDay(account.timeZone, event.at))
    if (event.type === 'revenue.reversed') {
      for (const id of reversedBy(event, context))
        add(takeBack(made.get(id) ?? context.known(id), event, day))
      continue
    }
    const supplier = context.supplierOf(event.accountId, event.source)
    const terms = supplier && termsOn(supplier.terms, day)
    if (!terms) continue
    const cost = (id: string, cause: Cause, amount: number, currency: string): CostPosting => ({
      ...{ id, accountId: event.accountId, supplierId: supplier.id, kind: 'cost', cause },
      ...{ leadId: event.leadId, source: event.source!, amount, currency, day, at: event.at },
      deliveryId: cause === 'received' || cause === 'accepted' ? null : event.deliveryId,
      returnable: !terms.keeps_returned && (cause === 'sold' || cause === 'revenue'),
    })
    const fixed = (id: string, cause: Cause, amount: string | undefined) => {
      const minor = amount === undefined ? null : parseAmount(amount, account.currency)
      if (minor?.ok) add(cost(id, cause, minor.value, account.currency))
    }
    if (event.type === 'lead.received') {
      fixed(receivedId(event.leadId), 'received', terms.received)
      if (!event.duplicate) fixed(acceptedId(event.leadId), 'accepted', terms.accepted)
      continue
    }
    const nth = startedBy(event, context.movesOf(event.leadId))
    if (nth) fixed(soldId(event.leadId, nth), 'sold', terms.sold)
    if (terms.revenue_percent && event.deliveryId) {
      const share = percentOf(event.amount, terms.revenue_percent)
      add(cost(revenueId(event.deliveryId), 'revenue', share, event.currency))
    }
  }
  return [...made.values()]
}

/** For the how manieth time the lead is sold by this very sale; null where it had a live sale already. */
function startedBy(event: CostEvent, moves: SaleMoves): number | null {
  let live = 0
  let times = 0
  for (const { eventId, type } of moves) {
    const starts = type === 'revenue.booked' && live === 0
    if (starts) times++
    live += type === 'revenue.booked' ? 1 : -1
    if (eventId === event.id) return starts ? times : null
  }
  return null
}

/** Costs that end with this reversal: the share of its sale, and the sold lead's where no sale is left. */
function reversedBy(event: CostEvent, context: CostContext): string[] {
  const ids = event.deliveryId ? [revenueId(event.deliveryId)] : []
  let live = 0
  let times = 0
  for (const { eventId, type } of context.movesOf(event.leadId)) {
    if (type === 'revenue.booked' && live === 0) times++
    live += type === 'revenue.booked' ? 1 : -1
    if (eventId !== event.id) continue
    if (live === 0 && times > 0) ids.push(soldId(event.leadId, times))
    break
  }
  return ids
}

/** The row that takes a cost back; null where its terms keep it, or there is none. */
export function takeBack(
  cost: CostPosting | null,
  { at }: { at: number },
  day: string
): CostPosting | null {
  if (!cost?.returnable) return null
  return { ...cost, id: reversalId(cost.id), kind: 'reversal', amount: -cost.amount, at, day }
}
