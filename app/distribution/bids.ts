import { formatAmount } from '#shared/money'
import type { RefusalReason } from '#routing/types'
import type { Bids } from '#distribution/run'
import type { Refused } from '#distribution/take_claimant'

/** A bid as the path of a run tells it. */
export interface BidTold {
  assignment: string
  /** Decimal amount; null: no bid. */
  bid: string | null
  /** The same in minor units. */
  minor: number | null
  /** Why there is none. */
  reason: string | null
}

export const tellBids = (bids: Bids, currency: string): BidTold[] =>
  Object.entries(bids.of).map(([assignment, { bid, reason }]) => ({
    assignment,
    bid: bid === null ? null : formatAmount(bid, currency),
    minor: bid,
    reason,
  }))

export const NO_BID = 'was asked and made no bid'

const NO_ROOM = {
  cap: 'was not asked for a bid: its cap is reached',
  duplicate: 'was not asked for a bid: its partner has this lead already',
  balance: 'was not asked for a bid: its balance is used up',
}

/** What those learn who ask why they did not get the lead: no bid, or not even asked. */
export function verdictsOfAsking(
  asked: readonly {
    claimant: { assignmentKey: string }
    bid: number | null
    reason: string | null
  }[],
  refused: Readonly<Record<string, Refused>>
): Record<string, { reason: RefusalReason; explanation: string }> {
  const verdicts: Record<string, { reason: RefusalReason; explanation: string }> = {}
  for (const [key, reason] of Object.entries(refused))
    verdicts[key] = { reason, explanation: NO_ROOM[reason] }
  for (const { claimant, bid, reason } of asked)
    if (bid === null)
      verdicts[claimant.assignmentKey] = {
        reason: 'not_reached',
        explanation: `${NO_BID}${reason ? `: ${reason}` : ''}`,
      }
  return verdicts
}
