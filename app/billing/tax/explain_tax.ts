import { assessTax, type TaxContext } from '#billing/tax/assess_tax'
import { missingCountry, missingFact } from '#billing/tax/holds'
import { presentTax } from '#billing/tax/present_tax'
import { resolveSupply } from '#billing/tax/resolve_supply'
import { ROWS } from '#billing/tax/rows'
import type { TaxFacts } from '#billing/tax/types'

/** A test of the decision order: passed over, or the one that decided. */
export interface ExplainedRow {
  row: number
  decided: boolean
}

/** The treatment of a supply, and every test up to the one that decided, in their order. */
export function explainTax(facts: TaxFacts, context: TaxContext) {
  const tax = presentTax(assessTax(facts, context), facts.currency)
  const { seller, buyer } = facts
  const parties = { seller, buyer: { ...buyer, vat_check: undefined }, supply: facts.supply }
  if (missingCountry(facts))
    return { tax, parties, territories: null, rows: [{ row: 1, decided: true }] }
  const { supply } = resolveSupply(facts, context.rates)
  const territories = {
    seller: supply.seller_territory.code,
    buyer: supply.buyer_territory.code,
  }
  return { tax, parties, territories, rows: missingFact(supply, facts) ? held() : tested(supply) }
}

const held = (): ExplainedRow[] => [{ row: 1, decided: true }]

function tested(supply: Parameters<(typeof ROWS)[number]['matches']>[0]): ExplainedRow[] {
  const rows: ExplainedRow[] = [1, 2].map((row) => ({ row, decided: false }))
  for (const { number, matches } of ROWS) {
    const decided = matches(supply)
    rows.push({ row: number, decided })
    if (decided) break
  }
  return rows
}
