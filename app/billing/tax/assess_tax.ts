import { guardCall } from '#host/guard'
import type { TaxLine, TaxStrategy } from '#sdk'
import { hold, missingCountry, missingFact } from '#billing/tax/holds'
import type { RateTable } from '#billing/tax/rates'
import { type ResolvedSupply, resolveSupply } from '#billing/tax/resolve_supply'
import { decidingRow } from '#billing/tax/rows'
import type { Hold, TaxBlock, TaxEvidence, TaxFacts } from '#billing/tax/types'

/** What an assessment needs beside the facts: the account's rates and the tax plugins of this process. */
export interface TaxContext {
  rates: RateTable
  strategies: readonly TaxStrategy<unknown>[]
}

/**
 * The tax of a supply: the block of its invoice, or why there must be none yet. For any facts exactly one strategy
 * applies; where none or several do, the document is held too. Pure, but for the guard's breaker.
 */
export function assessTax(facts: TaxFacts, context: TaxContext): TaxBlock | Hold {
  const unknown = missingCountry(facts)
  if (unknown) return unknown
  const resolved = resolveSupply(facts, context.rates)
  const missing = missingFact(resolved.supply, facts)
  if (missing) return missing

  const applying: TaxStrategy<unknown>[] = []
  for (const plugin of context.strategies) {
    const answer = guardCall(
      plugin,
      'applies',
      () => plugin.applies(resolved.supply, {}),
      isBoolean
    )
    if (!answer.ok) return failed(plugin, answer.problem.message)
    if (answer.value) applying.push(plugin)
  }
  if (applying.length === 0) return hold('no_strategy')
  if (applying.length > 1)
    return hold('several_strategies', { strategies: applying.map((one) => one.id).join(', ') })
  return assessBy(applying[0], resolved, facts)
}

function assessBy(
  plugin: TaxStrategy<unknown>,
  resolved: ResolvedSupply,
  facts: TaxFacts
): TaxBlock | Hold {
  const { supply } = resolved
  const line = guardCall(plugin, 'assess', () => plugin.assess(supply, {}), checkLine)
  if (!line.ok) return failed(plugin, line.problem.message)
  const row = decidingRow(supply)
  return {
    strategy: plugin.id,
    ...line.value,
    evidence: {
      row: row?.strategy === plugin.id ? row.number : null,
      seller_territory: supply.seller_territory.code,
      buyer_territory: supply.buyer_territory.code,
      date: supply.date,
      ...rateEvidence(line.value, resolved),
      ...idEvidence(facts),
    },
  }
}

function rateEvidence(
  { rate, category }: TaxLine,
  { rates }: ResolvedSupply
): Partial<TaxEvidence> {
  if (category !== 'S') return {}
  const used = [rates.buyer, rates.seller].find((one) => one?.percent === rate)
  return used ? { rate_source: used.source, rate_valid_from: used.valid_from } : {}
}

function idEvidence({ seller, buyer }: TaxFacts): Partial<TaxEvidence> {
  return {
    ...(seller.vat_id && { seller_vat_id: seller.vat_id }),
    ...(buyer.vat_id && { buyer_vat_id: buyer.vat_id }),
    ...(buyer.vat_id_status && { buyer_vat_id_status: buyer.vat_id_status }),
    ...(buyer.vat_check && { vat_check: buyer.vat_check }),
  }
}

const failed = (plugin: TaxStrategy<unknown>, message: string): Hold =>
  hold('strategy_failed', { strategies: plugin.id, message })

const isBoolean = (value: unknown) => (typeof value === 'boolean' ? null : 'must answer yes or no')

/** What would make a wrong document: a rate where there is none, tax where there must be none. */
function checkLine(line: TaxLine): string | null {
  if (typeof line !== 'object' || line === null) return 'must return a tax line'
  if (!['S', 'AE', 'E', 'O', 'Z', 'K', 'G'].includes(line.category)) return 'names no tax category'
  if (line.category === 'O' ? line.rate !== null : !/^\d{1,3}(\.\d{1,6})?$/.test(String(line.rate)))
    return 'must give a rate as a decimal string, and none in category O'
  if (!Number.isSafeInteger(line.amount)) return 'must give the amount in whole minor units'
  if (line.category !== 'S' && line.amount !== 0) return `must be 0 in category ${line.category}`
  return /^[A-Z]{2}$/.test(line.tax_country) ? null : 'must name the country of the tax'
}
