/*
 * What may be kept for a limited time. Leads are erased: their values go, sales and the trail stay. Those of an entity are
 * set for each entity; the others are the account's.
 */
export const ENTITY_KINDS = ['unsold', 'sold', 'test', 'bodies'] as const
export const ACCOUNT_KINDS = ['mails'] as const
export type EntityKind = (typeof ENTITY_KINDS)[number]
export type AccountKind = (typeof ACCOUNT_KINDS)[number]
export type RetentionKind = EntityKind | AccountKind

/** Where nobody has said anything, nothing is erased; this is only proposed. Days. */
export const SUGGESTED: Record<RetentionKind, number> = {
  unsold: 180,
  // Claims from a sale lapse three years after the end of its year (§ 195, § 199 BGB).
  sold: 1460,
  test: 30,
  bodies: 90,
  mails: 90,
}

export const LEAST_DAYS = 1
export const MOST_DAYS = 3650
/** On the account's clock: few leads come at that time. */
export const USUAL_HOUR = 3

export interface RetentionRule {
  /** Account id, entity id or -, kind. */
  id: string
  accountId: string
  entityId: string | null
  kind: RetentionKind
  days: number
}

export const ruleId = (accountId: string, entityId: string | null, kind: RetentionKind) =>
  `${accountId}:${entityId ?? '-'}:${kind}`

const DAY_MS = 86_400_000
/** What is older is due. */
export const cutoffOf = ({ days }: Pick<RetentionRule, 'days'>, now: number) => now - days * DAY_MS

/** Statuses of leads a rule is about. A lead that is distributed this moment is left for another day. */
export const STATUSES: Record<'unsold' | 'sold' | 'test', readonly string[]> = {
  unsold: ['unsold', 'received', 'held'],
  sold: ['sold'],
  test: ['unsold', 'received', 'held', 'sold'],
}
