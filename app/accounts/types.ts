import type { Brand } from '#accounts/brand'
import type { Bookkeeping } from '#accounts/bookkeeping'
import type { DocumentLanguage, Locale } from '#shared/locales'

/** Where the company sits, as it stands on its invoices. */
export interface AccountAddress {
  street?: string
  postal_code?: string
  city?: string
  state?: string
  country?: string
}

/** What a person sets for themselves. */
export interface UserSettings {
  /** How hours are written; absent follows the language. */
  time_format?: '12h' | '24h'
}

/** How the account stands with VAT as a seller. Absent: not said yet. */
export interface AccountTax {
  vat_status?: 'registered' | 'small_business' | 'not_registered'
  tax_number?: string
  /** Declares sales to consumers of other member states through the one-stop shop. */
  oss_registered?: boolean
  /** What invoices to businesses of other member states without a valid VAT id do: bear the own VAT, or wait. */
  without_vat_id?: 'domestic_vat' | 'hold'
}

/** When drafts of a period that has ended are made, and whether they are finalized at once. */
export interface InvoiceSchedule<E extends string = 'month' | 'week'> {
  every: E
  /** Of the month that follows (at most its last), or of the week that follows, 1 is Monday; absent: 1. */
  day?: number
  /** Absent: draft. */
  then?: 'draft' | 'finalize'
}

/** One step of reminding of what is overdue. */
export interface ReminderLevel {
  /** After the due date. */
  days: number
  /** Decimal string in the account's currency. */
  fee?: string
  text?: string
}

/** What stands on an account's invoices beside its address and tax, and how they are made. All of it may be absent. */
export interface Invoicing {
  legal_name?: string
  register_number?: string
  contact_name?: string
  email?: string
  phone?: string
  website?: string
  iban?: string
  bic?: string
  bank_name?: string
  account_name?: string
  payment_days?: number
  /** Of documents, where the partner has none. */
  language?: DocumentLanguage
  /** Free texts above and below the lines. */
  intro?: string
  closing?: string
  schedule?: InvoiceSchedule
  reminders?: ReminderLevel[]
  /** Documents are sent by mail as soon as they are finalized. */
  send_finalized?: boolean
  /** Format of the XML that goes along as a file of its own; absent: the one inside the PDF is enough. */
  attach_xml?: string
}

/** A tenant. Times are ms since the epoch; `dataKey` is its field key, wrapped by APP_KEY. */
export interface Account {
  id: string
  key: string
  name: string
  /** The agency it is a client's account of. */
  parentId: string | null
  agency: boolean
  /** Whether its agency may work in it. */
  agencyAccess: boolean
  suspendedAt: number | null
  country: string | null
  currency: string
  timeZone: string
  language: Locale
  vatId: string | null
  tax: AccountTax
  address: AccountAddress | null
  invoicing: Invoicing
  /** Absent: nothing was saved yet. Read through `brandOf`. */
  brand?: Brand
  /** The look of its agency's documents, for where it has none of its own. */
  houseBrand?: Brand
  /** Absent: nothing was said yet. */
  bookkeeping?: Bookkeeping
  dataKey: string
  createdAt: number
  updatedAt: number
}
