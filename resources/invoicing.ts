/* What stands on an account's invoices and how they are made (blueprint: account.invoicing). */

export interface Schedule<E extends string = 'month' | 'week'> {
  every: E
  day?: number
  then?: 'draft' | 'finalize'
}

export interface ReminderLevel {
  days: number
  fee?: string
  text?: string
}

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
  language?: string
  intro?: string
  closing?: string
  schedule?: Schedule
  reminders?: ReminderLevel[]
  send_finalized?: boolean
  attach_xml?: string
}

/** Languages documents are written in. */
export const DOCUMENT_LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl']
