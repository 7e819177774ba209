import type { EventType } from '#store/audit_event'
import type { TrailLine } from '#store/trail_line'
import type { NoticeKind } from '#notifications/kinds'
import type { Finding, NoticeData } from '#notifications/types'

interface Reading {
  kind: NoticeKind
  subject: (line: TrailLine) => string
  /** Absent: the local day. */
  period?: (line: TrailLine) => string
  /** Names in the event's data that the words need. */
  take?: readonly (keyof NoticeData)[]
  more?: (line: TrailLine) => NoticeData
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const endpointOf = ({ partnerId, data }: TrailLine) => `${partnerId}:${text(data.assignment)}`
const invoiceOf = ({ data }: TrailLine) => text(data.invoice)
const balanceOf = ({ partnerId, type, data }: TrailLine) =>
  `${partnerId}:${text(data.currency)}:${type}`

/**
 * What each line of the trail says to people. The indexes `events_told`, `events_agencies`, `events_wished` and
 * `events_erasure` hold these types.
 */
const READINGS: Partial<Record<EventType, Reading>> = {
  'cap.reached': {
    kind: 'cap_reached',
    subject: ({ partnerId, profileId, data: { scope, assignment, window } }) =>
      [partnerId, ...(scope === 'partner' ? [] : [profileId, assignment]), window].join(':'),
    // A total begins never anew; a higher one can be reached again.
    period: ({ data }) => text(data.resets_at) || `limit ${String(data.limit)}`,
    take: ['assignment', 'scope', 'window', 'limit'],
    more: ({ data }) => ({ until: text(data.resets_at) || null }),
  },
  'endpoint.opened': {
    kind: 'partner_failing',
    subject: endpointOf,
    take: ['assignment', 'until'],
  },
  'endpoint.disabled': {
    kind: 'endpoint_disabled',
    subject: endpointOf,
    take: ['assignment', 'reason'],
  },
  'return.requested': {
    kind: 'lead_returned',
    subject: ({ data }) => text(data.return),
    period: () => 'once',
    take: ['reason'],
  },
  'portal.wished': {
    kind: 'wish_asked',
    subject: ({ data }) => text(data.wish),
    period: () => 'once',
  },
  'erasure.requested': {
    kind: 'erasure_asked',
    subject: ({ data }) => text(data.ask),
    period: () => 'once',
    take: ['request', 'deliveries'],
  },
  'erasure.overdue': {
    kind: 'erasure_overdue',
    subject: ({ data }) => text(data.ask),
    period: () => 'once',
    take: ['request'],
  },
  'balance.low': { kind: 'balance_low', subject: balanceOf, take: ['mode', 'room', 'currency'] },
  'balance.reached': {
    kind: 'balance_low',
    subject: balanceOf,
    take: ['mode', 'room', 'currency'],
    more: () => ({ reached: true }),
  },
  // Once a day, however often they come and go.
  'agency.entered': {
    kind: 'agency_entered',
    subject: ({ data }) => text(data.agency),
    take: ['agency', 'person'],
  },
  'invoice.sent': { kind: 'invoice_sent', subject: invoiceOf, take: ['invoice', 'number', 'kept'] },
  'invoice.send_failed': {
    kind: 'invoice_unsent',
    subject: invoiceOf,
    take: ['invoice', 'number', 'reason'],
  },
  'invoice.overdue': {
    kind: 'invoice_overdue',
    subject: invoiceOf,
    period: () => 'once',
    take: ['invoice', 'number', 'due', 'currency'],
  },
}

export const TOLD_EVENTS = Object.keys(READINGS) as EventType[]

/** What is to be told of a line; `day` is its date in the account's zone. Null: nothing. */
export function readEvent(line: TrailLine, day: string): Finding | null {
  const reading = READINGS[line.type as EventType]
  if (!reading) return null
  const data = Object.fromEntries(
    (reading.take ?? [])
      .filter((name) => line.data[name] !== undefined && line.data[name] !== null)
      .map((name) => [name, line.data[name]])
  )
  return {
    accountId: line.accountId,
    kind: reading.kind,
    subject: reading.subject(line).slice(0, 190),
    period: reading.period?.(line) ?? day,
    at: line.at,
    data: {
      ...(line.partnerId && { partner: line.partnerId }),
      ...(line.profileId && { profile: line.profileId }),
      ...(line.leadId && { lead: line.leadId }),
      ...data,
      ...reading.more?.(line),
    },
    actor: line.actor,
  }
}
