import type { AssignmentReturns, Partner, PartnerReturns } from '#partners/types'

/** Reasons that need no configuring. */
export const USUAL_REASONS: readonly string[] = [
  'invalid_phone',
  'invalid_email',
  'wrong_person',
  'duplicate',
  'not_interested',
  'fraud',
  'other',
]

/** The one reason our own data can prove. */
export const PROVABLE = 'duplicate'

/** The terms that hold for a delivery, every default filled in. */
export interface ReturnTerms {
  days: number
  reasons: readonly string[]
  limitCount: number | null
  limitPercent: number | null
  beyondLimit: 'refuse' | 'wait'
  evidence: 'required' | 'optional'
  approval: 'manual' | 'automatic'
  automaticReasons: readonly string[]
  restoresCap: boolean
  decideDays: number
}

const DECIDE_DAYS = 14

/** The partner's terms, with what the assignment says otherwise; null where leads are not taken back. */
export function termsOf(
  returns: PartnerReturns | undefined,
  own: AssignmentReturns | undefined
): ReturnTerms | null {
  if (own?.allowed === false) return null
  const days = own?.days ?? returns?.days
  if (days === undefined) return null
  const reasons = own?.reasons ?? returns?.reasons
  return {
    days,
    reasons: reasons?.length ? reasons : USUAL_REASONS,
    limitCount: returns?.limit_count ?? null,
    limitPercent: returns?.limit_percent ?? null,
    beyondLimit: returns?.beyond_limit ?? 'refuse',
    evidence: own?.evidence ?? returns?.evidence ?? 'optional',
    approval: own?.approval ?? returns?.approval ?? 'manual',
    automaticReasons: returns?.automatic_reasons ?? [],
    restoresCap: own?.restores_cap ?? returns?.restores_cap ?? true,
    decideDays: returns?.decide_days ?? DECIDE_DAYS,
  }
}

/** What somebody of the team may give as a reason beside the partner's own. */
export const teamReasons = (reasons: readonly string[]): readonly string[] => [
  ...new Set([...reasons, ...USUAL_REASONS]),
]

/** Reasons to take a sale back where the partner has agreed on some; null: any text is one. */
export function cancelReasons(partner: Partner | undefined): readonly string[] | null {
  const reasons = partner?.portal?.returns?.reasons
  return reasons?.length ? teamReasons(reasons) : null
}
