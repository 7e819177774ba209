import type { DocumentLanguage } from '#shared/locales'

/** Whom money goes to, and how it stands with VAT: in self-billing it is the seller. */
export interface SupplierBilling {
  legal_name?: string
  street?: string
  postal_code?: string
  city?: string
  country?: string
  vat_status?: 'registered' | 'small_business' | 'not_registered'
  vat_id?: string
  tax_number?: string
  register_number?: string
  email?: string
  iban?: string
  bic?: string
  bank_name?: string
  account_name?: string
  payment_days?: number
}

/**
 * What leads cost from a day on, until other terms begin. Amounts are decimal strings in the account's currency and may
 * stand beside each other. `received`: every lead that came in; `accepted`: every one that is no duplicate; `sold`: every
 * one with a live sale, however many bought it; `revenue_percent`: a share of each sale.
 */
export interface SupplierTerms {
  valid_from: string
  received?: string
  accepted?: string
  sold?: string
  revenue_percent?: string
  /** What was paid for a sale or out of it stays paid when the sale is taken back. */
  keeps_returned?: boolean
}

/** The agreement that this account writes the supplier's invoices (Art. 224 Directive 2006/112/EC). */
export interface SelfBilling {
  /** When it was agreed, and the last day it holds. */
  agreed_on?: string
  until?: string
  reference?: string
  /** Letters its own series of numbers begins with; absent: the account's series. */
  number_prefix?: string
}

/** Who brings leads and is paid for them. Times are ms since the epoch. */
export interface Supplier {
  id: string
  accountId: string
  key: string
  name: string
  email: string | null
  language: DocumentLanguage | null
  /** `source` values of the leads it brings; a source belongs to one supplier. */
  sources: string[]
  billing: SupplierBilling | null
  terms: SupplierTerms[]
  selfBilling: SelfBilling | null
  createdAt: number
  updatedAt: number
}
