import { quotePing } from '#distribution/pings/quote_ping'
import { matchKeys } from '#intake/match_keys'
import type { IntakeResult } from '#sdk'
import { money } from '#shared/money'
import { type TakenIn, NOTHING, refusedFor } from '#capture/endpoints/take_in'

/** What a lead that is not here yet would be sold for; its price holds as long as the endpoint says. */
export async function pingFor({ endpoint, entity, values, test }: TakenIn): Promise<IntakeResult> {
  const matched = matchKeys(values, entity)
  if (!matched.ok) return refusedFor(matched.problem)
  const quote = await quotePing(endpoint.accountId, {
    entity,
    values: matched.value.values,
    hashes: {},
    source: endpoint.source,
    profile: endpoint.profile,
    test,
    seconds: endpoint.pingSeconds,
  })
  if (!quote.ok) return refusedFor(quote.problem)
  if (quote.value.outcome === 'rejected')
    return { ...NOTHING, distribution: 'unsold', reason: quote.value.reason }
  const { id, expiresAt, price, currency } = quote.value.place
  return {
    ...NOTHING,
    outcome: 'taken',
    distribution: 'sold',
    price: money(price, currency),
    ping: { id, expires_at: new Date(expiresAt).toISOString() },
  }
}
