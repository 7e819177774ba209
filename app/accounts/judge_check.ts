/* What a look at the DNS makes of a domain. */

export type DomainStatus = 'pending' | 'verified' | 'failing'
/**
 * `missing`: no record at the name; `other`: records, none of them this one; `silent`: the DNS did not answer;
 * `held`: another account proves the name too; `lost`: another account has proven it since.
 */
export type CheckProblem = 'missing' | 'other' | 'silent' | 'held' | 'lost'

export interface CheckedDomain {
  status: DomainStatus
  missingSince: number | null
  createdAt: number
}

export interface CheckVerdict {
  status: DomainStatus
  problem: CheckProblem | null
  missingSince: number | null
  dueAt: number | null
  /** What people are told of it, once. */
  tell: 'missing' | 'failing' | null
}

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** So long a verified domain goes on without its record. */
export const GRACE_MS = 7 * DAY
const PENDING_MS = 15 * 60_000
/** After so long nobody waits for a record any more; a press of a button still looks. */
const PATIENCE_MS = 14 * DAY

/** `values`: the texts at the record's name, null where the DNS did not answer. */
export function judgeCheck(
  domain: CheckedDomain,
  values: readonly string[] | null,
  wanted: string,
  now: number
): CheckVerdict {
  const { status, missingSince } = domain
  if (values === null)
    // Silence proves nothing, for or against.
    return {
      ...{ status, missingSince, problem: 'silent', tell: null },
      dueAt: nextDue(domain, now, HOUR),
    }
  if (values.includes(wanted))
    return {
      ...{ status: 'verified', problem: null, missingSince: null, tell: null },
      dueAt: now + DAY,
    }
  const problem = values.length ? 'other' : 'missing'
  if (status !== 'verified')
    return {
      ...{ status, problem, missingSince, tell: null },
      dueAt: nextDue(domain, now, status === 'failing' ? DAY : PENDING_MS),
    }
  const since = missingSince ?? now
  if (now - since >= GRACE_MS)
    return {
      ...{ status: 'failing', problem, missingSince: since, tell: 'failing' },
      dueAt: now + DAY,
    }
  return {
    ...{ status, problem, missingSince: since, dueAt: now + 6 * HOUR },
    tell: missingSince === null ? 'missing' : null,
  }
}

function nextDue(
  { status, createdAt, missingSince }: CheckedDomain,
  now: number,
  after: number
): number | null {
  if (status === 'verified') return now + after
  const since = missingSince === null ? createdAt : missingSince + GRACE_MS
  return now - since < PATIENCE_MS ? now + after : null
}
