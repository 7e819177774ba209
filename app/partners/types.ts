import type { InvoiceSchedule } from '#accounts/types'
import type { DocumentLanguage } from '#shared/locales'

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
  /** Makes the partner, or what is sold to it, exempt: from and to are days, inclusive. */
  exemption?: { code?: string; text?: string; valid_from?: string; valid_to?: string }
  currency?: string
  payment_days?: number
  /** Where documents go; absent: the partner's own address. */
  email?: string
  /** What it wants quoted on documents; in Germany's public sector the Leitweg-ID. */
  reference?: string
  /** Documents are written in it; absent: in the account's. */
  language?: DocumentLanguage
  /** Instead of the account's schedule. */
  schedule?: InvoiceSchedule<'month' | 'week' | 'never'>
  /** False: it is not reminded of what is overdue. */
  reminders?: boolean
  /** Instead of the account's settings; `none`: no file beside the PDF. */
  send_finalized?: boolean
  attach_xml?: string
  balance?: PartnerBalance
}

/** How far a partner is sold leads before it pays. Decimal amounts of the account's currency. */
export interface PartnerBalance {
  /** `prepaid`: as long as what it paid in lasts; `credit`: as long as what it owes stays within a limit. */
  mode: 'prepaid' | 'credit'
  /** How far a prepaid balance may go below nothing. */
  overdraft?: string
  /** What a partner on credit may owe, with what is on no invoice yet. */
  limit?: string
  /** Where less than this is left, it is said. */
  low?: string
}

/** On what terms the partner may give leads back. What is left out has the default named here. */
export interface PartnerReturns {
  /** After the day of the sale, in the partner's zone: 0 is that day alone. */
  days: number
  /** Left out or empty: the usual ones. */
  reasons?: string[]
  /** Of the leads sold in a month, at most so many, and at most so many percent. */
  limit_count?: number
  limit_percent?: number
  /** What becomes of requests beyond the limit: `refuse` (default), or `wait` for a person. */
  beyond_limit?: 'refuse' | 'wait'
  /** `optional` by default. */
  evidence?: 'required' | 'optional'
  /** `manual` (default): a person decides; `automatic`: within the terms it is approved at once. */
  approval?: 'manual' | 'automatic'
  /** Reasons that are approved at once although a person decides the others. */
  automatic_reasons?: string[]
  /** Whether the places in the caps become free again; true by default. */
  restores_cap?: boolean
  /** Days in which a request should be decided; 14 by default. */
  decide_days?: number
}

/** What an assignment says of returns beside its partner; limits are the partner's alone. */
export type AssignmentReturns = Partial<
  Pick<PartnerReturns, 'days' | 'reasons' | 'evidence' | 'approval' | 'restores_cap'>
> & {
  /** False: leads of this assignment are not taken back. */
  allowed?: boolean
}

/** What the partner may do in the portal. */
export interface PartnerPortal {
  email?: string
  accept_reject?: boolean
  returns?: PartnerReturns
}

/** What a partner set for itself in its portal. */
export interface OwnLimits {
  paused?: boolean
  paused_by?: SetBy
  caps?: Caps
  caps_by?: SetBy
}

/** Who of the partner set something, and when (ms). */
export interface SetBy {
  actor: string
  at: number
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
  /** Beside `paused` and `caps`: the stricter of both holds (own_limits.ts). */
  own?: OwnLimits
  /** With its own limits laid over it: whether the team has paused it as well. */
  pausedByTeam?: boolean
  billing: PartnerBilling | null
  portal: PartnerPortal | null
  /** `whsec_…`, newest first: during a rotation requests are signed with all of them. */
  signingSecrets: string[]
  createdAt: number
  updatedAt: number
}
