import type { Entity } from '#entities/types'
import { findHits, listsWith } from '#intake/suppression/find_hits'
import type { SuppressionHit } from '#intake/suppression_lists'
import type { AccountConfig } from '#distribution/account_config'
import type { PingHashes } from '#distribution/pings/place'

/**
 * Which addresses that are pinged stand on which lists now. A hash is found where the list has the address in the form
 * that was hashed, so not under its domain; the lead itself is asked about again when it comes.
 */
export async function lookFor(
  { key, suppression }: AccountConfig,
  entity: Entity,
  values: Readonly<Record<string, unknown>>,
  hashes: PingHashes,
  now: number
): Promise<SuppressionHit[]> {
  if (suppression.length === 0) return []
  const digests = [hashes.email, hashes.phone].flatMap((hash) => (hash ? [`sha256:${hash}`] : []))
  const [plain, hashed] = await Promise.all([
    findHits(key, suppression, entity, values, now),
    digests.length > 0 ? listsWith(key, suppression, digests, now) : [],
  ])
  return [...plain, ...hashed.map((list) => ({ list, field: 'hash', label: 'what was pinged' }))]
}
