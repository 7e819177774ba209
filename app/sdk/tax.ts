import { percentOf } from '#shared/money'
import type { Supply, TaxLine } from '#sdk'

/*
 * What the facts of a supply say, in the words of Directive 2006/112/EC and Regulation 282/2011: the tests tax
 * strategies are made of. Services under the general rule: the place of supply is the customer (Art. 44).
 */

/** Seller and buyer are in the territory of one VAT. */
export const isAtHome = (supply: Supply): boolean =>
  supply.seller_territory.area === supply.buyer_territory.area

/** From one member state of the Union to another. */
export const isAcrossStates = (supply: Supply): boolean =>
  !isAtHome(supply) && supply.seller_territory.eu && supply.buyer_territory.eu

export const isBusiness = ({ buyer }: Supply): boolean => buyer.type !== 'consumer'

/** A business of another member state whose VAT id is confirmed. */
export const isConfirmedAbroad = (supply: Supply): boolean =>
  isAcrossStates(supply) && isBusiness(supply) && supply.buyer.vat_id_status === 'valid'

/** A business of another member state of which it is known that it gave no valid VAT id (Art. 18(2) Reg. 282/2011). */
export const isUnconfirmedAbroad = (supply: Supply): boolean =>
  isAcrossStates(supply) &&
  isBusiness(supply) &&
  ['invalid', 'absent', 'not_applicable'].includes(supply.buyer.vat_id_status ?? '')

/** Electronic services to consumers of another member state are taxed where the consumer is (Art. 58). */
export const isElectronicAbroad = (supply: Supply): boolean =>
  isAcrossStates(supply) && !isBusiness(supply) && supply.kind === 'electronic_service'

/** The seller's own VAT law decides: at home, and for whom it must take for a consumer (Art. 45). */
export const isTaxedAtSeller = (supply: Supply): boolean =>
  isAtHome(supply) ||
  isUnconfirmedAbroad(supply) ||
  (isAcrossStates(supply) && !isBusiness(supply) && !isElectronicAbroad(supply))

/**
 * Whose rate it is where the seller's VAT applies. Areas have territories with own rates (Madeira, Réunion): a business is
 * taxed where it is, a consumer where the seller is.
 */
export const homeSide = (supply: Supply): 'seller' | 'buyer' =>
  isAtHome(supply) && (isBusiness(supply) || supply.kind === 'electronic_service')
    ? 'buyer'
    : 'seller'

export const homeRate = (supply: Supply): string | null => supply.rates[homeSide(supply)]

/** Of the seller's VAT, nothing says that this supply bears none. */
export const isTaxable = (supply: Supply): boolean =>
  isTaxedAtSeller(supply) &&
  supply.seller.vat_status === 'registered' &&
  supply.exemption === null &&
  (supply.seller_territory.eu || supply.seller_territory.levies)

/** A line at a standard rate. */
export const taxed = (supply: Supply, rate: string, country: string): TaxLine => ({
  category: 'S',
  rate,
  amount: percentOf(supply.net, rate),
  tax_country: country,
  exemption_code: null,
  note: null,
})

/** A line that bears no tax, with the reason that has to be printed. */
export const untaxed = (
  category: 'AE' | 'E' | 'O',
  country: string,
  code: string | null,
  note: string
): TaxLine => ({
  category,
  rate: category === 'O' ? null : '0',
  amount: 0,
  tax_country: country,
  exemption_code: code,
  note,
})
