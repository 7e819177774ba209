/* Partners as their pages know them. */
import type { Schedule } from '~/config/schedule'
import type { Rule } from '~/rules/types'
import type { CapUse, Money } from '~/types'

export interface Billing {
  legal_name?: string
  street?: string
  postal_code?: string
  city?: string
  country?: string
  vat_id?: string
  vat_id_status?: string
  type?: 'business' | 'consumer'
  exemption?: { code?: string; text?: string; valid_from?: string; valid_to?: string }
  currency?: string
  payment_days?: number
  email?: string
  reference?: string
  language?: string
  schedule?: { every: 'month' | 'week' | 'never'; day?: number; then?: 'draft' | 'finalize' }
  reminders?: boolean
  send_finalized?: boolean
  attach_xml?: string
  balance?: {
    mode: 'prepaid' | 'credit'
    overdraft?: string
    limit?: string
    low?: string
  }
}

/** What a partner paid in or owes, as the API answers it. */
export interface Balance {
  mode: 'prepaid' | 'credit'
  balance: Money
  held: Money
  room: Money
  leads: number | null
  deposit: Money
  limit: Money
  low: Money | null
  state: 'ok' | 'low' | 'reached'
}

export interface Movement {
  id: string
  kind: string
  amount: Money
  day: string
  invoice: string | null
  number: string | null
  reference: string | null
  reason: string | null
}

export interface MovementList {
  data: Movement[]
  meta: { next_cursor: string | null }
}

export interface Portal {
  email?: string
  accept_reject?: boolean
  returns?: Returns
}

/** On what terms leads may be given back. */
export interface Returns {
  days: number
  reasons?: string[]
  limit_count?: number
  limit_percent?: number
  beyond_limit?: 'refuse' | 'wait'
  evidence?: 'required' | 'optional'
  approval?: 'manual' | 'automatic'
  automatic_reasons?: string[]
  restores_cap?: boolean
  decide_days?: number
}

export interface PartnerForm {
  key: string
  name: string
  email?: string
  time_zone: string
  caps?: Record<string, number | string | undefined>
  billing?: Billing
  portal?: Portal
}

/** What every page of a partner gets. */
export interface PartnerHead {
  form: PartnerForm
  paused: boolean
  /** What the partner set for itself. */
  own: {
    paused: boolean
    paused_by: SetBy | null
    caps: Record<string, number | string> | null
    caps_by: SetBy | null
  }
  revision: string
}
interface SetBy {
  actor: string
  at: string
}

export interface PartnerFigures {
  today: number
  revenue: Money
  acceptance: number | null
  decided: number
  lastDelivery: string | null
}

export interface PartnerPlace {
  profile: { key: string; name: string; paused: boolean }
  assignment: {
    key: string
    price?: string
    filter?: Rule
    schedule?: Schedule
  }
  channel: string
  base_price: string | null
  entity: string
  paused: boolean
  draft: boolean
  caps: CapUse[]
}
