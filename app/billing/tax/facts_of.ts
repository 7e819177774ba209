import type { Account } from '#accounts/types'
import type { Partner } from '#partners/types'
import { normalVatId } from '#partners/vat_id'
import { type VatVerdict, vatStatusOn } from '#partners/vat_status_on'
import type { Minor } from '#shared/money'
import type { BuyerFacts, SellerFacts, SupplyKind, TaxFacts } from '#billing/tax/types'

/** An account as a seller. One that gave its VAT id is registered unless it says otherwise. */
export function sellerFacts(account: Account): SellerFacts {
  const { tax } = account
  return {
    country: account.country ?? account.address?.country,
    postal_code: account.address?.postal_code,
    vat_status: tax.vat_status ?? (account.vatId ? 'registered' : undefined),
    vat_id: account.vatId ?? undefined,
    tax_number: tax.tax_number,
    oss_registered: tax.oss_registered,
  }
}

/** A partner as a buyer on the tax point. `verdicts`: what was found out about its VAT id, see `listVatChecks`. */
export function buyerFacts(
  { billing }: Pick<Partner, 'billing'>,
  verdicts: readonly VatVerdict[],
  date: string
): BuyerFacts {
  const country = billing?.country
  const vatId = billing?.vat_id ? normalVatId(billing.vat_id, country) : undefined
  const { status, check } = vatStatusOn(
    vatId,
    billing?.vat_id_status,
    verdicts,
    Date.parse(date) + 86_400_000 - 1
  )
  return {
    country,
    postal_code: billing?.postal_code,
    type: billing?.type ?? 'business',
    vat_id: vatId,
    vat_id_status: status,
    ...(check && { vat_check: check }),
    exemption: billing?.exemption,
  }
}

/** Facts of what an account sells to a partner; leads are services to businesses. */
export const factsOf = (
  account: Account,
  partner: Pick<Partner, 'billing'>,
  verdicts: readonly VatVerdict[],
  sale: { date: string; net: Minor; currency: string; kind?: SupplyKind }
): TaxFacts => ({
  seller: sellerFacts(account),
  buyer: buyerFacts(partner, verdicts, sale.date),
  supply: { date: sale.date, kind: sale.kind ?? 'b2b_service' },
  net: sale.net,
  currency: sale.currency,
  without_id: account.tax.without_vat_id,
})
