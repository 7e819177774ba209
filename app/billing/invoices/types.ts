import type { Problem } from '#shared/result'

/** How a supply is taxed; amounts are worked out from it per document. */
export interface Treatment {
  strategy: string
  category: string
  /** Percent as a decimal string; null where the category has none. */
  rate: string | null
  tax_country: string | null
  exemption_code: string | null
  note: string | null
  /** What the decision was made from. */
  evidence: Record<string, unknown>
}

/** It must not be issued yet, and why. */
export interface Hold {
  strategy: 'hold'
  /** Which of the known reasons it is, and what fills its sentence. */
  code: string
  reason: string
  detail: Record<string, string>
}

export const isHold = (one: Treatment | Hold): one is Hold => one.strategy === 'hold'

/** What is taxed alike on a document. Minor units; tax is rounded once, on the net of the group. */
export interface TaxGroup {
  treatment: Treatment | Hold
  net: number
  tax: number
  /** Dates of the supplies in it. */
  from: string
  to: string
}

/** Sales of one day, profile and price that are on no document yet. */
export interface DaySum {
  day: string
  profileId: string
  /** Price of one, minor units. */
  amount: number
  count: number
}

export interface DraftLine {
  description: string
  /** Empty on a line that is billed beside sales. */
  profileId: string
  adjustmentId: string | null
  quantity: number
  unitAmount: number
  net: number
  from: string
  to: string
  /** Place in the groups. */
  group: number
}

export interface DraftContent {
  lines: DraftLine[]
  groups: TaxGroup[]
  net: number
  tax: number
  gross: number
}

/** A party as it stands on the document. */
export interface Party {
  name: string
  street: string | null
  postal_code: string | null
  city: string | null
  country: string | null
  vat_id: string | null
  [more: string]: unknown
}

/** A month, or any other stretch of local dates, both included. */
export interface BillingPeriod {
  from: string
  to: string
}

export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'overdue' | 'void'

/** A draft that was made, made anew, or would be. */
export interface Drafted {
  id: string | null
  partner: string
  currency: string
  content: DraftContent
  problems: Problem[]
}
