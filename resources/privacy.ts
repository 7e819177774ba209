/* The shapes of the pages about persons. */
export interface Person {
  email: string | null
  phone: string | null
  external_id: string | null
}

export interface Measure {
  leads: number
  requests: number
  files: number
  evidence: number
  mails: number
  revisions: number
  consents: number
  sales: number
  invoices: number
  events: number
}

export interface RequestHead {
  id: string
  kind: 'erasure' | 'access'
  status: 'waiting' | 'running' | 'asking' | 'done' | 'cancelled'
  person: Person | null
  created_at: string
  due_at: string
  closed_at: string | null
}

export interface RequestItem extends RequestHead {
  leads: { total: number; done: number }
  partners: { asked: number; confirmed: number; overdue: number }
}

export interface AskedPartner {
  id: string
  status: 'planned' | 'asked' | 'confirmed'
  partner: { key: string | null; name: string }
  deliveries: number
  asked_at: string | null
  due_at: string | null
  overdue: boolean
  mail: 'waiting' | 'sent' | 'failed' | 'no_address' | null
  mails: number
  confirmed_at: string | null
  confirmed_how: 'link' | 'team' | null
  confirmed_by: string | null
}

export interface PrivacyRequest extends RequestHead {
  begun_at: string | null
  finished_at: string | null
  created_by: string | null
  begun_by: string | null
  refusal: string | null
  leads: { total: number; done: number }
  found: (Measure & { entities: { key: string; name: string; leads: number }[] }) | null
  kept: { lead: string; reason: string }[]
  partners: AskedPartner[]
  file: { size: number; until: string } | null
}

export interface FoundPerson {
  found: number
  leads: {
    id: string
    why: string[]
    status: string
    source: string | null
    entity: string
    test: boolean
    created_at: string
    hold: string | null
  }[]
  measure: Measure
  partners: { name: string; deliveries: number }[]
  requests: Pick<RequestHead, 'id' | 'kind' | 'status' | 'created_at'>[]
}

export const nameOf = (person: Person | null): string =>
  [person?.email, person?.phone, person?.external_id].filter(Boolean).join(' · ')

/** `user:ada@north.example` is Ada's address to people. */
export const whoOf = (actor: string | null): string => actor?.replace(/^[a-z]+:/, '') ?? '–'

const DAY_MS = 86_400_000
/** Whole days until a moment; below nothing: it is over. */
export const daysUntil = (iso: string, now = Date.now()): number =>
  Math.ceil((Date.parse(iso) - now) / DAY_MS)
