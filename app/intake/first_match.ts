import type { Entity } from '#entities/types'
import type { Locked } from '#store/types'

const DAY_MS = 86_400_000

/** A match key that a lead holds still, as its entity says how long. */
export function isMatch(locked: Locked, id: string, entity: Entity, at: number): boolean {
  const row = locked.get('lead_keys', id)!
  if (!row.lead_id) return false
  const days = entity.duplicate?.within_days ?? null
  return days === null || Number(row.seen_at) > at - days * DAY_MS
}

/** The lead that had one of these keys first; null where all are new. */
export function firstMatch(
  locked: Locked,
  keys: { id: string }[],
  entity: Entity,
  at: number
): string | null {
  for (const { id } of keys)
    if (isMatch(locked, id, entity, at)) return locked.get('lead_keys', id)!.lead_id as string
  return null
}
