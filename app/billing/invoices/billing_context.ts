import type { Account } from '#accounts/types'
import type { TaxContext } from '#billing/tax/assess_tax'
import { loadTaxContext } from '#billing/tax/tax_context'
import { profileNames } from '#billing/invoices/draft_scope'
import { verdictsByPartner } from '#partners/vat_checks'
import type { VatVerdict } from '#partners/vat_status_on'

/** What all documents of an account are made with, loaded once for a run. */
export interface BillingContext {
  tax: TaxContext
  /** What was found out about VAT ids, by partner. */
  verdicts: ReadonlyMap<string, VatVerdict[]>
  /** What lines call a profile. */
  describe: (profileId: string) => string
}

/** Of a single partner's documents `partnerId` names it: nothing is read of the others. */
export async function loadBillingContext(
  account: Account,
  partnerId?: string
): Promise<BillingContext> {
  const [tax, verdicts, describe] = await Promise.all([
    loadTaxContext(account.id),
    verdictsByPartner(account.id, partnerId),
    profileNames(account),
  ])
  return { tax, verdicts, describe }
}
