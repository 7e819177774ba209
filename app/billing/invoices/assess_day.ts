import { type TaxContext, assessTax } from '#billing/tax/assess_tax'
import type { TaxFacts } from '#billing/tax/types'
import { isHold } from '#billing/tax/types'
import type { Hold, Treatment } from '#billing/invoices/types'

/** How what was sold on a day is taxed, or why no invoice may say so yet. Its amount is worked out on totals later. */
export function assessDay(facts: TaxFacts, context: TaxContext): Treatment | Hold {
  const block = assessTax(facts, context)
  if (isHold(block)) return block
  const { strategy, category, rate, note, evidence } = block
  return {
    ...{ strategy, category, rate, note },
    tax_country: block.tax_country,
    exemption_code: block.exemption_code,
    evidence: { ...evidence },
  }
}
