import { openValues, sealValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import type { AccountKey } from '#entities/field_crypto'
import type { TierTrace } from '#routing/types'
import type { Row } from '#store/types'
import type { Hold } from '#distribution/run'

/** What a partner answered to the request for a bid that a ping set off; as a row of `pings` it is kept with the lead. */
export interface KeptBid {
  assignment: string
  assignmentId: string
  partnerId: string
  ping: string
  outcome: string
  /** Minor units. */
  bid: number | null
  reference: string | null
  reason: string | null
  askedAt: number
  columns: Row
}

/** Of what was pinged hashed: SHA-256 in hexadecimal digits. */
export interface PingHashes {
  email?: string
  phone?: string
}

/** A place with a partner, held at a price until the lead comes or the time is over. */
export interface Place {
  id: string
  accountId: string
  entityId: string
  profileId: string
  versionId: string
  assignmentKey: string
  partnerId: string
  node: string
  /** Minor units. */
  price: number
  currency: string
  source: string | null
  /** Normal forms. */
  values: Record<string, unknown>
  hashes: PingHashes
  holds: Hold[]
  tier: TierTrace | null
  bids: KeptBid[]
  test: boolean
  expiresAt: number
}

export type PlaceStatus = 'held' | 'claimed' | 'returned'

export const placeRow = (place: Place, key: AccountKey, entity: Entity, at: number): Row => ({
  id: place.id,
  account_id: place.accountId,
  entity_id: place.entityId,
  profile_id: place.profileId,
  version_id: place.versionId,
  assignment_key: place.assignmentKey,
  partner_id: place.partnerId,
  node: place.node,
  price: place.price,
  currency: place.currency,
  source: place.source,
  values: sealValues(key, entity, place.values).values,
  hashes: JSON.stringify(place.hashes),
  reserved: JSON.stringify(place.holds),
  tier: place.tier ? JSON.stringify(place.tier) : null,
  bids: JSON.stringify(place.bids),
  status: 'held',
  lead_id: null,
  test: place.test,
  created_at: at,
  expires_at: place.expiresAt,
})

/** A place that is still held. */
export const readPlace = (row: Row, key: AccountKey, entity: Entity): Place => ({
  id: row.id as string,
  accountId: row.account_id as string,
  entityId: row.entity_id as string,
  profileId: row.profile_id as string,
  versionId: row.version_id as string,
  assignmentKey: row.assignment_key as string,
  partnerId: row.partner_id as string,
  node: row.node as string,
  price: Number(row.price),
  currency: row.currency as string,
  source: row.source as string | null,
  values: openValues(key, entity, row.values as string),
  hashes: JSON.parse(row.hashes as string),
  holds: holdsOf(row),
  tier: row.tier ? JSON.parse(row.tier as string) : null,
  bids: JSON.parse(row.bids as string),
  test: Boolean(row.test),
  expiresAt: Number(row.expires_at),
})

export const holdsOf = (row: Row): Hold[] => JSON.parse((row.reserved as string | null) ?? '[]')

/** What stays of a place that is over: nothing of a person. */
export const OVER: Row = { values: '{}', hashes: '{}', bids: '[]', reserved: null }
