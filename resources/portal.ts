import type { Money } from './types'

/* The shapes pages of the portal get. */
export type LeadState = 'waiting' | 'bought' | 'rejected' | 'returned'

export interface PortalLead {
  id: string
  entity: string
  profile: string
  title: string | null
  state: LeadState
  reason: string | null
  price: Money
  test: boolean
  erased: boolean
  received_at: string
  decided_at: string | null
  deadline_at: string | null
  values: Record<string, unknown>
  return: { id: string; status: string } | null
}

export interface PortalField {
  key: string
  label: string
  type: string
  hidden: boolean
}

export interface List<T> {
  data: T[]
  meta: { next_cursor: string | null }
}

export interface PortalInvoice {
  id: string
  kind: 'invoice' | 'credit_note'
  number: string
  status: 'open' | 'paid' | 'overdue'
  corrects_number: string | null
  period: { from: string; to: string }
  issue_date: string
  due_date: string | null
  gross: Money
  due: Money
}
