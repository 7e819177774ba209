import { HttpProblem } from '#shared/http_problem'
import type { Row } from '#store/types'

/** Why a lead does not get the place its ping held. */
export type ClaimRefusal = 'expired' | 'used' | 'differs'

const SAID: Record<ClaimRefusal, string> = {
  expired: 'The time of this ping is over; ping again',
  used: 'This ping was used by another lead',
  differs: 'The lead is not the one that was pinged, or nobody takes it any more',
}

export const claimProblem = (reason: string) =>
  new HttpProblem('conflict', SAID[reason as ClaimRefusal] ?? SAID.differs, {
    members: { reason: `ping_${reason}` },
  })

/** Why a place as it stands cannot be taken; null: it can. `at` in ms. */
export function placeRefusal(row: Row | null, at: number): ClaimRefusal | null {
  if (row?.status === 'claimed') return 'used'
  return row?.status === 'held' && Number(row.expires_at) > at ? null : 'expired'
}
