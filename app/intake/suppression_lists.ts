/* What a suppression list is, and whom it keeps a lead from. */

export interface SuppressionList {
  id: string
  accountId: string
  key: string
  name: string
  /** `everything`: nobody gets the lead. `some`: the partners and profiles named below do not. */
  blocks: 'everything' | 'some'
  /** Keys. */
  profiles: readonly string[]
  partners: readonly string[]
  /** Of `everything`: a lead that arrives is refused, or stored and offered to nobody. */
  onArrival: 'refuse' | 'store'
  /** Whose own list it is; then it keeps leads from that partner and from nobody else. */
  partnerId: string | null
  /** How long an entry holds unless it says otherwise; null: for good. */
  keepDays: number | null
  createdAt: number
  updatedAt: number
}

/** An address of a lead that stands on a list. */
export interface SuppressionHit {
  list: SuppressionList
  /** Key and label of the field it was in. */
  field: string
  label: string
}

export interface Addressee {
  partnerId: string
  partnerKey: string
  profileKey: string
}

/** The first hit that keeps the lead from a partner; null where none does. */
export const blockedFor = (
  hits: readonly SuppressionHit[],
  { partnerId, partnerKey, profileKey }: Addressee
): SuppressionHit | null =>
  hits.find(({ list }) => {
    if (list.partnerId !== null) return list.partnerId === partnerId
    if (list.blocks === 'everything') return true
    return list.partners.includes(partnerKey) || list.profiles.includes(profileKey)
  }) ?? null

/** The first hit that is acted on when a lead arrives: refusing comes before storing. */
export function arrivalHit(hits: readonly SuppressionHit[]): SuppressionHit | null {
  const whole = hits.filter(({ list }) => list.blocks === 'everything' && list.partnerId === null)
  return whole.find(({ list }) => list.onArrival === 'refuse') ?? whole[0] ?? null
}

/** Said to whoever asks why a partner was not offered the lead. */
export const explainSuppressed = ({ list, label }: SuppressionHit): string =>
  `suppressed: ${label} is on the list "${list.name}"`
