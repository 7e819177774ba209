import type { Supply } from '#sdk'
import {
  isAcrossStates,
  isAtHome,
  isConfirmedAbroad,
  isElectronicAbroad,
  isTaxedAtSeller,
} from '#sdk/tax'

/** A row of the decision order: its test, and the strategy that applies where it is the first to match. */
export interface DecisionRow {
  number: number
  strategy: string
  matches(supply: Supply): boolean
}

/*
 * The decision order as a table, for words: which row decided and which were tested before it. Plugins decide; a test
 * holds that both always agree. Rows 1 and 2 (something is missing, the territories) come before a supply is whole.
 * Whom the seller must take for a consumer (row 9) is treated as at home: its own status decides there too.
 */
export const ROWS: readonly DecisionRow[] = [
  {
    number: 3,
    strategy: 'small_business',
    matches: (one) => isTaxedAtSeller(one) && one.seller.vat_status === 'small_business',
  },
  {
    number: 4,
    strategy: 'outside_scope',
    matches: (one) => isTaxedAtSeller(one) && one.seller.vat_status === 'not_registered',
  },
  {
    number: 5,
    strategy: 'exempt',
    matches: (one) => isTaxedAtSeller(one) && one.exemption !== null,
  },
  {
    number: 6,
    strategy: 'domestic_vat',
    matches: (one) => isAtHome(one) && (one.seller_territory.eu || one.seller_territory.levies),
  },
  { number: 7, strategy: 'outside_scope', matches: (one) => !one.buyer_territory.eu },
  { number: 8, strategy: 'eu_reverse_charge', matches: isConfirmedAbroad },
  {
    number: 9,
    strategy: 'domestic_vat',
    matches: (one) => isAcrossStates(one) && isTaxedAtSeller(one),
  },
  { number: 10, strategy: 'destination_vat', matches: isElectronicAbroad },
  { number: 11, strategy: 'outside_scope', matches: (one) => !one.seller_territory.eu },
]

/** The first row that matches; null: none does. */
export const decidingRow = (supply: Supply): DecisionRow | null =>
  ROWS.find((row) => row.matches(supply)) ?? null
