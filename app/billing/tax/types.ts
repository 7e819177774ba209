import type { TaxLine, TaxParty } from '#sdk'
import type { Minor } from '#shared/money'

export type VatStatus = 'registered' | 'small_business' | 'not_registered'
export type VatIdStatus = 'valid' | 'invalid' | 'absent' | 'unavailable' | 'not_applicable'
export type SupplyKind = 'b2b_service' | 'general_service' | 'electronic_service'

export interface SellerFacts {
  /** ISO 3166; absent: not said yet. `XI` and `EL` are read too. */
  country?: string
  postal_code?: string
  /** Absent: not said yet. */
  vat_status?: VatStatus
  vat_id?: string
  tax_number?: string
  oss_registered?: boolean
}

/** What makes a buyer, or the supply to it, exempt: from and to are days, inclusive. */
export interface Exemption {
  code?: string
  text?: string
  valid_from?: string
  valid_to?: string
}

export interface BuyerFacts {
  country?: string
  postal_code?: string
  type: 'business' | 'consumer'
  vat_id?: string
  /** As of the tax point. `unavailable`: asked for or not asked yet, and no confirmation from before. */
  vat_id_status?: VatIdStatus
  /** The seller knows by other means that this is a business. */
  other_business_evidence?: boolean
  exemption?: Exemption
  /** The stored check that the status rests on. */
  vat_check?: string
}

/** Everything the treatment of a supply depends on. `date` is the tax point (YYYY-MM-DD); `net` the category's total. */
export interface TaxFacts {
  seller: SellerFacts
  buyer: BuyerFacts
  supply: { date: string; kind: SupplyKind }
  net: Minor
  currency: string
  /** What happens to a business of another member state without a valid id; absent: domestic VAT. */
  without_id?: 'domestic_vat' | 'hold'
}

/** Why a treatment was chosen, kept with the document. */
export interface TaxEvidence {
  /** Row of the decision order; null where another plugin than the built-in ones decided. */
  row: number | null
  seller_territory: string
  buyer_territory: string
  date: string
  /** The rate's own source, for category S. */
  rate_source?: string
  rate_valid_from?: string
  seller_vat_id?: string
  buyer_vat_id?: string
  buyer_vat_id_status?: VatIdStatus
  vat_check?: string
}

/** The `tax` block of an invoice; `amount` in minor units. */
export interface TaxBlock extends TaxLine {
  strategy: string
  evidence: TaxEvidence
}

export type HoldCode =
  | 'seller_country_missing'
  | 'buyer_country_missing'
  | 'seller_status_missing'
  | 'seller_id_missing'
  | 'buyer_id_missing'
  | 'vat_check_pending'
  | 'exemption_without_reason'
  | 'rate_unknown'
  | 'without_id'
  | 'business_without_id'
  | 'oss_missing'
  | 'no_strategy'
  | 'several_strategies'
  | 'strategy_failed'

/** The document must not be issued yet. `reason` is a sentence for a person; `code` and `detail` name it for a page. */
export interface Hold {
  strategy: 'hold'
  code: HoldCode
  reason: string
  detail: Record<string, string>
}

export const isHold = (one: TaxBlock | Hold): one is Hold => one.strategy === 'hold'

/** A standard rate of a territory from a day to a day (inclusive; null: until further notice), and who says so. */
export interface VatRate {
  territory: string
  kind: 'standard'
  /** Decimal string. */
  percent: string
  valid_from: string
  valid_to: string | null
  source: string
}

export type { TaxParty }
