import { type EventType, event } from '#store/audit_event'
import type { Locked, Row, Write } from '#store/types'
import type { OpenDelivery } from '#distribution/open_delivery'
import { takeBack } from '#distribution/take_back'

type Decided = 'approved' | 'refused' | 'withdrawn'

export interface Decision {
  status: Decided
  how: 'person' | 'automatic' | 'cancelled'
  /** Of a refusal; may stand beside an approval. */
  reason: string | null
  actor: string | null
  at: number
}

/** Where a request stands after a decision, and the line of the trail that tells it. */
export function decisionWrites(row: Row, decision: Decision, veiled: string | null): Write[] {
  const { status, how, reason, actor, at } = decision
  const types: Record<Decided, EventType> = {
    approved: 'return.approved',
    refused: 'return.refused',
    withdrawn: 'return.withdrawn',
  }
  return [
    {
      update: 'returns',
      id: row.id as string,
      set: {
        status,
        decided_how: how,
        decided_by: actor,
        decision_reason: reason,
        decided_at: at,
        updated_at: at,
        // What is withdrawn may be asked for again; what was decided may not.
        live_key: status === 'withdrawn' ? null : (row.delivery_id as string),
        counted: status === 'approved',
      },
    },
    event(
      types[status],
      {
        accountId: row.account_id as string,
        leadId: row.lead_id as string,
        distributionId: row.distribution_id as string,
        deliveryId: row.delivery_id as string,
        partnerId: row.partner_id as string,
      },
      {
        return: row.id,
        reason: status === 'refused' ? veiled : row.reason,
        how,
        ...(status !== 'refused' && veiled && { note: veiled }),
      },
      at,
      actor
    ),
  ]
}

/** Takes the sale of an approved request back. Its rows are held, and it was found sold. */
export const returnSale = (
  found: OpenDelivery,
  locked: Locked,
  row: Row,
  { restoresCap, actor, at }: { restoresCap: boolean; actor: string | null; at: number }
): Write[] =>
  takeBack(found, locked, {
    kind: 'return',
    reason: row.reason as string,
    note: null,
    restoresCap,
    actor,
    at,
  })

/** Gives the place of a request back to its month. */
export function freeCount(locked: Locked, countId: string) {
  const used = Number(locked.get('return_counts', countId)!.used)
  locked.put('return_counts', countId, { used: Math.max(0, used - 1) })
}
