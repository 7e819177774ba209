import { type AcceptedLead, acceptLead } from '#entities/accept_lead'
import type { Entity } from '#entities/types'
import type { AcceptInput } from '#intake/accept_leads'
import type { LeadEnvelope } from '#intake/parse_lead_input'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'

/** A lead that may be stored; its files still have to be put away. */
export type TakenLead = Omit<AcceptInput, 'accepted'> & { accepted: AcceptedLead }

export function entityByKey(config: AccountConfig, key: string): Entity | null {
  for (const entity of config.entities.values()) if (entity.key === key) return entity
  return null
}

export const unknownEntity = (key: string): Problem => ({
  field: 'entity',
  rule: 'exists',
  message: `There is no entity "${key}"`,
})

export const unknownProfile = (key: string): Problem => ({
  field: 'profile',
  rule: 'exists',
  message: `There is no profile "${key}" for this entity`,
})

/** Reads values by their entity; `rest` joins what the entity does not know. Pure; `now` in ms. */
export function takeLead(
  config: AccountConfig,
  entity: Entity,
  envelope: LeadEnvelope,
  values: Record<string, unknown>,
  rest: Record<string, unknown>,
  now: number
): Result<TakenLead, Problem[]> {
  const { country, currency, timeZone } = config.account
  const accepted = acceptLead(values, entity, now, { country, currency, timeZone })
  if (!accepted.ok) return fail(accepted.problem)
  return ok({
    entity,
    accepted: { ...accepted.value, extra: { ...rest, ...accepted.value.extra } },
    source: envelope.source,
    externalId: envelope.externalId,
    profile: envelope.profile,
    test: envelope.test,
    duplicate: envelope.duplicate,
    consent: envelope.consent,
  })
}
