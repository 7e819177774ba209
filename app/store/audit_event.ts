import { newId } from '#shared/ids'
import type { Write } from '#store/types'

/** Everything the audit trail can say. The part before the dot is what it is about. */
export const EVENT_TYPES = [
  'lead.received',
  'lead.duplicate',
  'lead.updated',
  'lead.stage_changed',
  'lead.erased',
  'lead.value_shown',
  'distribution.started',
  'distribution.finished',
  'delivery.offered',
  'delivery.accepted',
  'delivery.sent',
  'delivery.waiting',
  'delivery.rejected',
  'delivery.failed',
  'delivery.unknown',
  'delivery.cancelled',
  'delivery.returned',
  'delivery.retried',
  'delivery.tested',
  'return.requested',
  'return.approved',
  'return.refused',
  'return.withdrawn',
  'return.overdue',
  'cap.reached',
  'revenue.booked',
  'revenue.reversed',
  'endpoint.opened',
  'endpoint.disabled',
  'endpoint.enabled',
  'invoice.generated',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_reversed',
  'invoice.credited',
  'invoice.voided',
  'invoice.overdue',
  'invoice.reminder',
  'invoice.sent',
  'invoice.reminded',
  'invoice.send_failed',
  'balance.low',
  'balance.reached',
  'balance.topped_up',
  'balance.corrected',
  'vat.checked',
  'vat.overridden',
  'agency.entered',
  'agency.left',
  'portal.invited',
  'portal.joined',
  'portal.signed_in',
  'portal.paused',
  'portal.resumed',
  'portal.removed',
  'portal.exported',
  'portal.wished',
  'portal.wish_decided',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

export interface Subject {
  accountId: string
  leadId?: string | null
  distributionId?: string | null
  deliveryId?: string | null
  partnerId?: string | null
}

/** One line of the audit trail. `data` must hold no value of a lead: events are never erased. */
export function event(
  type: EventType,
  subject: Subject,
  data: Record<string, unknown>,
  at: number,
  actor: string | null = null
): Write {
  return {
    insert: 'events',
    row: {
      id: newId('evt', at),
      account_id: subject.accountId,
      at,
      type,
      lead_id: subject.leadId ?? null,
      distribution_id: subject.distributionId ?? null,
      delivery_id: subject.deliveryId ?? null,
      partner_id: subject.partnerId ?? null,
      actor,
      data: JSON.stringify(data),
    },
  }
}
