/** Why a lead costs something. */
export const CAUSES = ['received', 'accepted', 'sold', 'revenue'] as const
export type Cause = (typeof CAUSES)[number]

/** A row of supplier_postings. Amounts in minor units, below zero in a reversal. */
export interface CostPosting {
  id: string
  accountId: string
  supplierId: string
  kind: 'cost' | 'reversal'
  cause: Cause
  leadId: string
  deliveryId: string | null
  source: string
  amount: number
  currency: string
  /** A returned sale gives it back. */
  returnable: boolean
  at: number
  day: string
}

export const COST_EVENTS = ['lead.received', 'revenue.booked', 'revenue.reversed'] as const

/** A line of the audit trail that may cost something, with what it needs of its lead. Times are ms. */
export interface CostEvent {
  id: string
  accountId: string
  at: number
  type: (typeof COST_EVENTS)[number]
  leadId: string
  deliveryId: string | null
  source: string | null
  test: boolean
  duplicate: boolean
  /** Of revenue, in minor units; 0 otherwise. */
  amount: number
  currency: string
}

/** Sales and reversals of a lead so far, in the order of their events. */
export type SaleMoves = { eventId: string; type: 'revenue.booked' | 'revenue.reversed' }[]
