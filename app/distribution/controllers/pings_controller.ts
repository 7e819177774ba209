import type { HttpContext } from '@adonisjs/core/http'
import { accountConfig } from '#distribution/account_config'
import { type Quote, quotePing } from '#distribution/pings/quote_ping'
import { bindingOf } from '#distribution/source_token'
import { entityByKey, unknownEntity } from '#distribution/take_lead'
import { PING_TTL, pingInput } from '#distribution/validators/ping_input'
import { bindBody } from '#intake/bind_source'
import { checkLimits } from '#intake/limits'
import { invalid } from '#shared/http_problem'
import { money } from '#shared/money'
import { ok } from '#shared/result'

/** What a lead would be sold for, before it comes. Whoever pings for a source is told no price, as of its leads. */
export default class PingsController {
  async store({ api, response }: HttpContext) {
    const beyond = checkLimits(api.body)
    if (beyond.length > 0) throw invalid(beyond)
    const binding = await bindingOf(api.identity)
    const bound = binding ? bindBody(api.body, binding, { flat: false }) : ok(api.body)
    if (!bound.ok) throw invalid(bound.problem)
    const input = await pingInput.validate(bound.value)
    const config = await accountConfig(api.accountId)
    const entity = entityByKey(config, input.entity)
    if (!entity) throw invalid([unknownEntity(input.entity)])
    const quote = await quotePing(api.accountId, {
      entity,
      values: input.values,
      hashes: { email: input.email_sha256, phone: input.phone_sha256 },
      source: input.source ?? null,
      profile: input.profile ?? null,
      test: input.test ?? false,
      seconds: input.ttl ?? PING_TTL.usual,
      ...(binding && { rules: binding.rules }),
    })
    if (!quote.ok) throw invalid(quote.problem)
    const told = presented(quote.value)
    return response.send(binding ? { ...told, price: null } : told)
  }
}

function presented(quote: Quote) {
  if (quote.outcome === 'rejected') {
    const { id, reason } = quote
    return { ping_id: id, outcome: 'rejected', price: null, reason, expires_at: null }
  }
  const { id, price, currency, expiresAt } = quote.place
  return {
    ping_id: id,
    outcome: 'accepted',
    price: money(price, currency),
    reason: null,
    expires_at: new Date(expiresAt).toISOString(),
  }
}
