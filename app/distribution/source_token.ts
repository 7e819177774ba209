import type { TokenIdentity } from '#accounts/verify_token'
import type { Entity } from '#entities/types'
import { type SourceBinding, narrowValues, refusedOptions } from '#intake/bind_source'
import type { LeadEnvelope } from '#intake/parse_lead_input'
import { sourceRules } from '#intake/source_rules'
import { HttpProblem } from '#shared/http_problem'
import { type Problem, type Result, fail } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { type TakenLead, takeLead } from '#distribution/take_lead'

/** What a request's token stands for; null: for no source. Throws HttpProblem 403 where the source is paused. */
export async function bindingOf(identity: TokenIdentity | null): Promise<SourceBinding | null> {
  if (!identity || identity.source === null) return null
  const { paused, rules } = await sourceRules(identity.accountId, identity.source)
  if (paused)
    throw new HttpProblem(
      'forbidden',
      `The source "${identity.source}" takes no leads: it is paused`
    )
  return { source: identity.source, entity: identity.entity, rules }
}

/** Reads values as takeLead does, by what the token's source says. Pure; `now` in ms. */
export function takeBound(
  binding: SourceBinding | null,
  config: AccountConfig,
  entity: Entity,
  envelope: LeadEnvelope,
  values: Record<string, unknown>,
  rest: Record<string, unknown>,
  now: number
): Result<TakenLead, Problem[]> {
  if (!binding) return takeLead(config, entity, envelope, values, rest, now)
  const narrow = narrowValues(values, entity, binding.rules)
  const taken = takeLead(config, entity, envelope, narrow.values, { ...rest, ...narrow.rest }, now)
  if (!taken.ok) return taken
  const refused = refusedOptions(taken.value.accepted.values, entity, binding.rules)
  return refused.length ? fail(refused) : taken
}
