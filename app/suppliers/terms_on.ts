import type { SupplierTerms } from '#suppliers/types'

/** The terms in force on a day (YYYY-MM-DD): the latest to begin; null before the first. */
export const termsOn = (terms: readonly SupplierTerms[], day: string): SupplierTerms | null =>
  terms.reduce<SupplierTerms | null>(
    (best, one) =>
      one.valid_from <= day && (!best || one.valid_from >= best.valid_from) ? one : best,
    null
  )
