import type { Grouping } from '#insights/validators/revenue_query'
import type { RevenueFilter } from '#insights/revenue/types'

/** What a posting is of, each with sums of its own. */
export const ONES = ['partner', 'profile', 'source'] as const
export type One = (typeof ONES)[number]

export const COLUMNS = {
  partner: 'partner_id',
  profile: 'profile_id',
  source: 'source',
} as const satisfies Record<One, string>

/** What sums are of: all three together, one alone, or all of a day. */
export const GRAINS = [
  'day',
  'month',
  'total',
  ...ONES.flatMap((one) => [`${one}_day`, `${one}_month`] as const),
] as const
export type Grain = (typeof GRAINS)[number]

/** The coarsest sums that know all a report asks for. `month` is null where days are few enough. */
export function grainsFor(
  grouping: Grouping | null,
  { partnerId, profileId, profileIds, source }: RevenueFilter
): { day: Grain; month: Grain | null } {
  const asked = { partner: partnerId, profile: profileId ?? profileIds, source }
  const known = ONES.filter((one) => one === grouping || asked[one] !== undefined)
  if (!known.length) return { day: 'total', month: null }
  if (known.length > 1) return { day: 'day', month: 'month' }
  return { day: `${known[0]}_day`, month: `${known[0]}_month` }
}
