import { newId } from '#shared/ids'
import type { Write } from '#store/types'

export type EventType =
  | 'lead.received'
  | 'lead.duplicate'
  | 'lead.updated'
  | 'lead.stage_changed'
  | 'lead.erased'
  | 'distribution.started'
  | 'distribution.finished'
  | 'delivery.offered'
  | 'delivery.accepted'
  | 'delivery.sent'
  | 'delivery.waiting'
  | 'delivery.rejected'
  | 'delivery.failed'
  | 'delivery.unknown'
  | 'delivery.cancelled'
  | 'delivery.retried'
  | 'cap.reached'
  | 'revenue.booked'
  | 'revenue.reversed'
  | 'endpoint.opened'
  | 'endpoint.disabled'
  | 'endpoint.enabled'

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
