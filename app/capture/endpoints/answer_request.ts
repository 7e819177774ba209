import { accountConfig } from '#distribution/account_config'
import { type LoggedKey, loggedKeys } from '#capture/endpoint_log'
import { foldedMapping, nameKeys } from '#capture/endpoint_names'
import type { Endpoint } from '#capture/endpoints/repository'
import { type LoggedRequest, logRequest } from '#capture/endpoints/log_request'
import { pingFor } from '#capture/endpoints/ping_for'
import { NOTHING, type TakenIn, takeIn } from '#capture/endpoints/take_in'
import { guardCall } from '#host/guard'
import { plugins } from '#host/registry'
import { checkLimits } from '#intake/limits'
import type { IntakeAnswer, IntakeReading, IntakeRequest, IntakeResult } from '#sdk'
import { answerProblem, readingProblem } from '#sdk/intake'

const FAILED: IntakeResult = { ...NOTHING, outcome: 'failed' }

/** Nothing is wrong with what came: it may be sent again. */
const BROKEN: IntakeAnswer = {
  status: 503,
  headers: { 'content-type': 'text/plain', 'retry-after': '30' },
  body: 'This endpoint cannot take leads at the moment',
}

/** Answers one request to an endpoint in its plugin's words, and writes it down. `test`: its lead is a test lead. */
export async function answerRequest(
  endpoint: Endpoint,
  request: IntakeRequest,
  { test = false } = {}
): Promise<IntakeAnswer> {
  const at = Date.now()
  const started = performance.now()
  const done = await carryOut(endpoint, request, test)
  const bytes = Buffer.byteLength(request.body ?? '') + Buffer.byteLength(request.query)
  const { does, method, headers } = request
  const told: LoggedRequest = {
    ...{ does, method, bytes, keys: done.keys, test },
    type: headers['content-type'] ?? null,
    status: done.answer.status,
    outcome: done.result.outcome,
    reason: done.result.reason,
    leadId: done.result.lead,
    durationMs: Math.round(performance.now() - started),
  }
  const written = logRequest(endpoint, told, at)
  if (test) await written.catch(() => {})
  return done.answer
}

interface Done {
  answer: IntakeAnswer
  result: IntakeResult
  keys: LoggedKey[]
}

async function carryOut(endpoint: Endpoint, request: IntakeRequest, test: boolean): Promise<Done> {
  const plugin = plugins().get('intake', endpoint.plugin)
  const { version, config: stored } = endpoint
  const config = plugins().readConfig('intake', endpoint.plugin, { version, config: stored })
  const broken = { answer: BROKEN, result: FAILED, keys: [] }
  if (!plugin || !config.ok) return broken
  const read = guardCall<IntakeReading>(
    plugin,
    'read',
    () => plugin.read(request, config.value),
    readingProblem
  )
  if (!read.ok) return broken
  if ('refuse' in read.value) {
    const reason = read.value.refuse.body.slice(0, 200)
    return { answer: read.value.refuse, result: { ...NOTHING, reason }, keys: [] }
  }
  const { lead } = read.value
  const { keys, result } = await resultOf(endpoint, request, lead, test)
  const answer = guardCall<IntakeAnswer>(
    plugin,
    'answer',
    () => plugin.answer(result, request, config.value),
    answerProblem
  )
  return answer.ok ? { answer: answer.value, result, keys } : { ...broken, keys }
}

async function resultOf(
  endpoint: Endpoint,
  { does }: IntakeRequest,
  lead: Extract<IntakeReading, { lead: unknown }>['lead'],
  test: boolean
): Promise<{ keys: LoggedKey[]; result: IntakeResult }> {
  const refused = (reason: string, problems: IntakeResult['problems'] = []) => ({
    keys: [],
    result: { ...NOTHING, reason, problems },
  })
  if (endpoint.status === 'paused')
    return { keys: [], result: { ...FAILED, reason: 'this endpoint is paused' } }
  const beyond = checkLimits(lead.values)
  if (beyond.length > 0) return refused(beyond[0].message, beyond)
  const config = await accountConfig(endpoint.accountId)
  const entity = config.entities.get(endpoint.entityId)
  if (!entity) return { keys: [], result: { ...FAILED, reason: 'this endpoint has no entity' } }
  const named = nameKeys(lead.values, entity, foldedMapping(endpoint.mapping))
  const keys = loggedKeys(lead.values, named.meant, entity)
  const input: TakenIn = {
    endpoint,
    entity,
    ...named,
    evidence: lead.evidence ?? {},
    ping: lead.ping ?? null,
    test: test || lead.test === true,
  }
  return { keys, result: await (does === 'ping' ? pingFor(input) : takeIn(input)) }
}
