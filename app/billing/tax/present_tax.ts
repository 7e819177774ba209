import { money } from '#shared/money'
import { type Hold, type TaxBlock, isHold } from '#billing/tax/types'

/** A tax block, or why there is none, as the API shows it. */
export function presentTax(tax: TaxBlock | Hold, currency: string) {
  if (isHold(tax)) {
    const { strategy, code, reason, detail } = tax
    return { strategy, reason, code, detail }
  }
  const { strategy, category, rate, amount, note, evidence } = tax
  return {
    ...{ strategy, category, rate, amount: money(amount, currency) },
    ...{ tax_country: tax.tax_country, exemption_code: tax.exemption_code, note, evidence },
  }
}
