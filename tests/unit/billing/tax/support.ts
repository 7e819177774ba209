import type { TaxStrategy } from '#sdk'
import type { TaxContext } from '#billing/tax/assess_tax'
import { rateTable } from '#billing/tax/rates'
import type { TaxFacts } from '#billing/tax/types'
import destinationVat from '#plugins/tax/destination_vat'
import domesticVat from '#plugins/tax/domestic_vat'
import euReverseCharge from '#plugins/tax/eu_reverse_charge'
import exempt from '#plugins/tax/exempt'
import outsideScope from '#plugins/tax/outside_scope'
import smallBusiness from '#plugins/tax/small_business'

export const BUILT_IN = [
  destinationVat,
  domesticVat,
  euReverseCharge,
  exempt,
  outsideScope,
  smallBusiness,
] as unknown as TaxStrategy<unknown>[]

export const CONTEXT: TaxContext = { rates: rateTable(), strategies: BUILT_IN }

type Over = {
  seller?: Partial<TaxFacts['seller']>
  buyer?: Partial<TaxFacts['buyer']>
  supply?: Partial<TaxFacts['supply']>
} & Partial<Pick<TaxFacts, 'net' | 'currency' | 'without_id'>>

/** A German seller, a confirmed French business, 100.00 EUR. */
export const facts = ({ seller, buyer, supply, ...rest }: Over = {}): TaxFacts => ({
  seller: { country: 'DE', vat_status: 'registered', vat_id: 'DE136695976', ...seller },
  buyer: {
    country: 'FR',
    type: 'business',
    vat_id: 'FR40303265045',
    vat_id_status: 'valid',
    ...buyer,
  },
  supply: { date: '2026-11-02', kind: 'b2b_service', ...supply },
  net: 10_000,
  currency: 'EUR',
  ...rest,
})
