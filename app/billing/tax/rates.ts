import { BUILT_IN_RATES } from '#billing/tax/rate_data'
import type { VatRate } from '#billing/tax/types'

/** Rates by territory: what the account says comes before what the product brings. */
export interface RateTable {
  own: readonly VatRate[]
  builtIn: readonly VatRate[]
}

export const rateTable = (own: readonly VatRate[] = []): RateTable => ({
  own,
  builtIn: BUILT_IN_RATES,
})

const covers = (rate: VatRate, territory: string, date: string) =>
  rate.territory === territory &&
  rate.valid_from <= date &&
  (rate.valid_to === null || date <= rate.valid_to)

/** The latest to begin, of those in force. */
const latest = (rates: readonly VatRate[], territory: string, date: string) =>
  rates
    .filter((one) => covers(one, territory, date))
    .reduce<VatRate | null>(
      (best, one) => (best && best.valid_from >= one.valid_from ? best : one),
      null
    )

/** The standard rate in force on a day (YYYY-MM-DD); null where none is known. */
export const rateOn = (table: RateTable, territory: string, date: string): VatRate | null =>
  latest(table.own, territory, date) ?? latest(table.builtIn, territory, date)

/** Some rate of the territory is known, whatever the day. */
export const isTaxing = (table: RateTable, territory: string): boolean =>
  [table.own, table.builtIn].some((rates) => rates.some((one) => one.territory === territory))
