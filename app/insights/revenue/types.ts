/** Minor units of one currency. `gross` holds sales and corrections by hand, `adjusted` says how much the latter are. */
export interface RevenueSums {
  delivered: number
  /** All that was taken back; `returned` is the part of it that partners gave back. */
  cancelled: number
  returned: number
  gross: number
  reversed: number
  adjusted: number
}

export const REVENUE_SUMS = [
  'delivered',
  'cancelled',
  'returned',
  'gross',
  'reversed',
  'adjusted',
] as const satisfies readonly (keyof RevenueSums)[]

/** A group of a report: an id, a source ('' for none), a date or a month; '' where nothing is grouped. */
export interface RevenueLine extends RevenueSums {
  key: string
  currency: string
}

export const noRevenue = (): RevenueSums => ({
  delivered: 0,
  cancelled: 0,
  returned: 0,
  gross: 0,
  reversed: 0,
  adjusted: 0,
})

export const netOf = ({ gross, reversed }: RevenueSums): number => gross - reversed

/** Postings of these alone; ids of partner and profiles, a source as it stands ('' for none). */
export interface RevenueFilter {
  partnerId?: string
  profileId?: string
  /** Any of these, as an entity has them. */
  profileIds?: readonly string[]
  source?: string
  currency?: string
}
