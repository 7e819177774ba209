import type { Supply, TaxTerritory } from '#sdk'
import { type RateTable, isTaxing, rateOn } from '#billing/tax/rates'
import { type Territory, territoryOf } from '#billing/tax/territories'
import type { BuyerFacts, Exemption, TaxFacts, VatIdStatus, VatRate } from '#billing/tax/types'

/** A supply with the rates behind its percentages. */
export interface ResolvedSupply {
  supply: Supply
  rates: { seller: VatRate | null; buyer: VatRate | null }
}

/** Row 2 of the decision order: facts as strategies see them. Countries must be there. */
export function resolveSupply(
  { seller, buyer, supply, net, currency }: TaxFacts,
  table: RateTable
): ResolvedSupply {
  const { date, kind } = supply
  const from = territoryOf(seller.country!, seller.postal_code)
  const to = territoryOf(buyer.country!, buyer.postal_code)
  const rates = {
    seller: rateOn(table, from.rates, date),
    buyer: rateOn(table, to.rates, date),
  }
  const parties = {
    seller: {
      country: from.country,
      postal_code: seller.postal_code,
      type: 'business' as const,
      vat_status: seller.vat_status,
      vat_id: seller.vat_id?.trim() || undefined,
    },
    buyer: {
      country: to.country,
      postal_code: buyer.postal_code,
      type: buyer.type,
      vat_id: buyer.vat_id?.trim() || undefined,
      vat_id_status: statusOf(buyer),
    },
  }
  return {
    rates,
    supply: {
      ...parties,
      date,
      kind,
      net,
      currency,
      seller_territory: asPlugin(from, table),
      buyer_territory: asPlugin(to, table),
      rates: { seller: rates.seller?.percent ?? null, buyer: rates.buyer?.percent ?? null },
      exemption: exemptionOn(buyer.exemption, date),
      oss_registered: seller.oss_registered ?? false,
    },
  }
}

/** An id nobody has looked at yet is as good as one whose check is out. */
const statusOf = ({ vat_id, vat_id_status }: BuyerFacts): VatIdStatus =>
  vat_id_status ?? (vat_id?.trim() ? 'unavailable' : 'absent')

const asPlugin = (
  { code, country, eu, area, rates }: Territory,
  table: RateTable
): TaxTerritory => ({
  code,
  country,
  eu,
  area,
  levies: isTaxing(table, rates),
})

function exemptionOn(one: Exemption | undefined, date: string): Supply['exemption'] {
  if (!one) return null
  if (one.valid_from && date < one.valid_from) return null
  if (one.valid_to && date > one.valid_to) return null
  return { code: one.code?.trim() || null, text: one.text?.trim() ?? '' }
}
