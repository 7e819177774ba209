import type { Supply } from '#sdk'
import {
  homeRate,
  homeSide,
  isAcrossStates,
  isBusiness,
  isConfirmedAbroad,
  isElectronicAbroad,
  isTaxable,
  isTaxedAtSeller,
  isUnconfirmedAbroad,
} from '#sdk/tax'
import type { Hold, HoldCode, TaxFacts } from '#billing/tax/types'

const SENTENCES: Record<HoldCode, string> = {
  seller_country_missing: 'The country of the seller is missing.',
  buyer_country_missing: 'The country of the buyer is missing.',
  seller_status_missing:
    'It is not said whether the seller is registered for VAT, a small business or not registered.',
  seller_id_missing: 'Reverse charge applies, and the seller has no VAT id of its own.',
  buyer_id_missing: 'Reverse charge applies, and the VAT id of the buyer is missing.',
  vat_check_pending:
    'The VAT id of the buyer is not confirmed yet: the check is pending or the service is unavailable, and there is no earlier confirmation.',
  exemption_without_reason: 'An exemption is on file without its reason.',
  rate_unknown: 'No VAT rate is known for {territory} on {date}.',
  without_id:
    'The buyer is in another member state and has no valid VAT id; by your settings such invoices wait.',
  business_without_id:
    'The buyer is known to be a business of another member state, but has no valid VAT id: neither reverse charge nor the VAT of the seller can be applied (Art. 18 Reg. 282/2011).',
  oss_missing:
    'An electronic service to a consumer in another member state needs the one-stop shop (OSS), and the seller is not registered for it.',
  no_strategy: 'No tax strategy applies.',
  several_strategies: 'More than one tax strategy applies: {strategies}.',
  strategy_failed: 'The tax strategy {strategies} failed: {message}.',
}

/** A hold with its sentence; `detail` fills the braces. */
export const hold = (code: HoldCode, detail: Record<string, string> = {}): Hold => ({
  strategy: 'hold',
  code,
  reason: SENTENCES[code].replace(/\{(\w+)\}/g, (_, name: string) => detail[name] ?? ''),
  detail,
})

/** What must be known before anything can be resolved. */
export function missingCountry({ seller, buyer }: TaxFacts): Hold | null {
  if (!seller.country) return hold('seller_country_missing')
  return buyer.country ? null : hold('buyer_country_missing')
}

/** Row 1 of the decision order: something that is needed for the row that would apply is missing; null: nothing is. */
export function missingFact(supply: Supply, facts: TaxFacts): Hold | null {
  if (isConfirmedAbroad(supply)) {
    if (!supply.seller.vat_id) return hold('seller_id_missing')
    return supply.buyer.vat_id ? null : hold('buyer_id_missing')
  }
  if (isAcrossStates(supply) && isBusiness(supply) && supply.buyer.vat_id_status === 'unavailable')
    return hold('vat_check_pending')
  if (isUnconfirmedAbroad(supply)) {
    if (facts.without_id === 'hold') return hold('without_id')
    if (facts.buyer.other_business_evidence) return hold('business_without_id')
  }
  if (isElectronicAbroad(supply)) {
    if (!supply.oss_registered) return hold('oss_missing')
    return supply.rates.buyer === null ? rateUnknown(supply, 'buyer') : null
  }
  if (!isTaxedAtSeller(supply)) return null
  if (!supply.seller.vat_status) return hold('seller_status_missing')
  if (supply.seller.vat_status === 'registered' && supply.exemption?.text === '')
    return hold('exemption_without_reason')
  if (!isTaxable(supply) || homeRate(supply) !== null) return null
  return rateUnknown(supply, homeSide(supply))
}

const rateUnknown = (supply: Supply, side: 'seller' | 'buyer') =>
  hold('rate_unknown', { territory: supply[`${side}_territory`].code, date: supply.date })
