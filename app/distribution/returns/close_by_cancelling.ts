import type { Row, Write } from '#store/types'
import { decisionWrites } from '#distribution/returns/decision_writes'

/** A sale that is cancelled by hand has what its waiting return asked for. `row`: the request of the delivery, if any. */
export function closeByCancelling(row: Row | null, actor: string | null, at: number): Write[] {
  if (row?.status !== 'waiting') return []
  return decisionWrites(
    row,
    { status: 'approved', how: 'cancelled', reason: null, actor, at },
    null
  )
}
