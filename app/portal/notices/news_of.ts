import type { News } from '#portal/notices/add_notices'

/** Lines of the trail that are news for a partner. */
export const NEWS_TYPES = [
  'delivery.waiting',
  'invoice.finalized',
  'return.approved',
  'return.refused',
  'portal.wish_decided',
  'balance.low',
  'balance.reached',
] as const

export interface TrailLine {
  id: string
  type: string
  deliveryId: string | null
  data: Record<string, unknown>
}

/** What a line of the trail is to a partner; null where it is nothing. */
export function newsOf({ id, type, deliveryId, data }: TrailLine): News | null {
  switch (type) {
    case 'delivery.waiting':
      return deliveryId ? { kind: 'waiting', subject: deliveryId, facts: {} } : null
    case 'invoice.finalized': {
      const { invoice, number, amount, currency } = data
      return { kind: 'invoice', subject: String(invoice), facts: { number, amount, currency } }
    }
    case 'return.approved':
    case 'return.refused':
      return {
        kind: 'return',
        subject: String(data.return),
        facts: { approved: type === 'return.approved' },
      }
    case 'portal.wish_decided': {
      const { wish, approved, profile } = data
      return { kind: 'wish', subject: String(wish), facts: { approved, profile } }
    }
    case 'balance.low':
    case 'balance.reached':
      return { kind: 'balance', subject: id, facts: { reached: type === 'balance.reached' } }
    default:
      return null
  }
}
