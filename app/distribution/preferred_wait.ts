const MAX_SECONDS = 30

/** Seconds asked for by `Prefer: wait=N` (RFC 7240), at most 30; 0 when there is no such wish. */
export const preferredWait = (prefer: string | undefined): number => waitOf(prefer) ?? 0

/** The same; null when there is no such wish. */
export function waitOf(prefer: string | undefined): number | null {
  const match = prefer && /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})/i.exec(prefer)
  return match ? Math.min(MAX_SECONDS, Number(match[1])) : null
}
