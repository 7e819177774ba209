import { accountConfig } from '#distribution/account_config'
import { answerArrival } from '#distribution/answer_arrival'
import { engine } from '#distribution/engine'
import { claimOf } from '#distribution/pings/claim_place'
import { presentIntake } from '#distribution/present_intake'
import { storeTaken } from '#distribution/store_taken'
import { takeLead } from '#distribution/take_lead'
import type { Entity } from '#entities/types'
import { matchKeys } from '#intake/match_keys'
import type { IntakeResult } from '#sdk'
import { HttpProblem } from '#shared/http_problem'
import type { Problem } from '#shared/result'
import type { Endpoint } from '#capture/endpoints/repository'

/** What came to an endpoint, under the names of its entity. */
export interface TakenIn {
  endpoint: Endpoint
  entity: Entity
  values: Record<string, unknown>
  extra: Record<string, unknown>
  evidence: Record<string, string>
  ping: string | null
  test: boolean
}

export const NOTHING: IntakeResult = {
  outcome: 'refused',
  lead: null,
  created_at: null,
  duplicate: false,
  distribution: null,
  price: null,
  reason: null,
  problems: [],
  ping: null,
}

export const refusedFor = (problems: readonly Problem[]): IntakeResult => ({
  ...NOTHING,
  reason: problems
    .map(({ message }) => message)
    .join('; ')
    .slice(0, 500),
  problems,
})

/** Stores and distributes a lead that came to an endpoint, and waits for what becomes of it as long as the endpoint says. */
export async function takeIn(input: TakenIn): Promise<IntakeResult> {
  const { endpoint, entity, evidence, test } = input
  const { accountId } = endpoint
  const config = await accountConfig(accountId)
  const matched = matchKeys(input.values, entity)
  if (!matched.ok) return refusedFor(matched.problem)
  const taken = takeLead(
    config,
    entity,
    {
      ...{ entity: entity.key, source: endpoint.source, externalId: null, test, duplicate: null },
      profile: endpoint.profile,
      consent: Object.keys(evidence).length > 0 ? { text: '', evidence } : null,
    },
    matched.value.values,
    { ...input.extra, ...matched.value.extra },
    Date.now()
  )
  if (!taken.ok) return refusedFor(taken.problem)
  if (input.ping) {
    const claim = await claimOf(accountId, input.ping, taken.value).catch(refusalOf)
    if (claim instanceof HttpProblem) return refusal(claim)
    taken.value.claim = claim
  }
  const [outcome] = await storeTaken(accountId, [taken.value])
  const arrival = answerArrival(outcome, taken.value.profile)
  if (arrival instanceof HttpProblem) return refusal(arrival)
  const wait = arrival.duplicate ? 0 : endpoint.waitSeconds
  if (wait) await engine.waiters.wait(arrival.leadId, wait * 1000)
  const told = await presentIntake(accountId, arrival, wait > 0)
  return {
    ...NOTHING,
    outcome: 'taken',
    lead: told.lead_id,
    created_at: told.created_at,
    duplicate: arrival.duplicate,
    distribution: told.outcome ?? null,
    price: told.price ?? null,
    reason: told.reason ?? null,
  }
}

function refusalOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error
  throw error
}

function refusal(problem: HttpProblem): IntakeResult {
  const { errors = [], members } = problem.extras
  const first = members?.duplicate_of
  if (problem.type === 'duplicate-lead' && typeof first === 'string')
    return { ...NOTHING, lead: first, duplicate: true, reason: 'duplicate lead' }
  const isOurs = ['plan-limit', 'plan-ended', 'account-resting'].includes(problem.type)
  return {
    ...refusedFor(errors.length > 0 ? errors : [{ field: '', rule: '', message: problem.detail }]),
    outcome: isOurs ? 'failed' : 'refused',
    problems: errors,
  }
}
