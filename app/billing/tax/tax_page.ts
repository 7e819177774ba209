import type { Account } from '#accounts/types'
import { listPartners } from '#partners/repository'
import { listOwnVatChecks } from '#partners/vat_checks'
import { normalVatId, readVatId } from '#partners/vat_id'
import { vatStatusOn } from '#partners/vat_status_on'
import { presentVatCheck } from '#billing/vies/present_vat_check'
import { BUILT_IN_RATES } from '#billing/tax/rate_data'
import { ownRates } from '#billing/tax/own_rates'
import { rateOn, rateTable } from '#billing/tax/rates'

/** What the tax page shows: the seller, the rates in force on a day (YYYY-MM-DD), and whom to explain tax for. */
export async function taxPage(account: Account, today: string) {
  const own = await ownRates(account.id)
  const table = rateTable(own)
  const territories = [...new Set([...own, ...BUILT_IN_RATES].map((one) => one.territory))]
  const partners = await listPartners(account.id)
  const checks = await listOwnVatChecks(account.id)
  const vatId = account.vatId ? normalVatId(account.vatId, account.country ?? undefined) : undefined
  return {
    today,
    seller: {
      country: account.country ?? undefined,
      vat_id: account.vatId ?? undefined,
      address: account.address ?? undefined,
      tax: account.tax,
    },
    /** What is known of the own id. */
    ownId: {
      vat_id: vatId ?? null,
      status: vatStatusOn(vatId, undefined, checks, Date.parse(today) + 86_400_000 - 1).status,
      checks: checks.toReversed().map(presentVatCheck),
    },
    vatForm: account.vatId ? readVatId(account.vatId, account.country ?? undefined).type : null,
    rates: territories
      .sort()
      .flatMap((one) => rateOn(table, one, today) ?? [])
      .map((one) => ({ ...one, own: own.some((mine) => mine === one) })),
    own,
    coming: own.filter((one) => one.valid_from > today),
    partners: partners.map(({ key, name, billing }) => ({
      key,
      name,
      country: billing?.country ?? null,
    })),
  }
}
