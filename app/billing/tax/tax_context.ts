import { plugins } from '#host/registry'
import type { TaxStrategy } from '#sdk'
import type { TaxContext } from '#billing/tax/assess_tax'
import { rateTable } from '#billing/tax/rates'
import { ownRates } from '#billing/tax/own_rates'

/** What assessments for an account need; load it once for a run of invoices. */
export async function loadTaxContext(accountId: string): Promise<TaxContext> {
  const registry = plugins()
  const strategies = registry
    .ids('tax')
    .map((id) => registry.get('tax', id) as TaxStrategy<unknown>)
  return { rates: rateTable(await ownRates(accountId)), strategies }
}
