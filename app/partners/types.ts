/** Volume limits in deliveries, spend limits as decimal strings in the account's currency. Absent: no limit. */
export interface Caps {
  day?: number
  week?: number
  month?: number
  total?: number
  spend_day?: string
  spend_week?: string
  spend_month?: string
  spend_total?: string
}

/** Whom invoices go to. VAT ids are checked elsewhere; the verdict is stored here as a fact. */
export interface PartnerBilling {
  legal_name?: string
  street?: string
  postal_code?: string
  city?: string
  country?: string
  vat_id?: string
  vat_id_status?: 'valid' | 'invalid' | 'absent' | 'unavailable' | 'not_applicable'
  type?: 'business' | 'consumer'
  currency?: string
  payment_days?: number
}

/** What the partner may do in the portal. */
export interface PartnerPortal {
  email?: string
  accept_reject?: boolean
  returns?: { days: number; reasons?: string[] }
}

/** Who receives leads and pays for them. Times are ms since the epoch. */
export interface Partner {
  id: string
  accountId: string
  key: string
  name: string
  email: string | null
  timeZone: string
  paused: boolean
  caps: Caps
  billing: PartnerBilling | null
  portal: PartnerPortal | null
  /** `whsec_…`, newest first: during a rotation requests are signed with all of them. */
  signingSecrets: string[]
  createdAt: number
  updatedAt: number
}
