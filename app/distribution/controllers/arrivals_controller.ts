import type { HttpContext } from '@adonisjs/core/http'
import { accountConfig } from '#distribution/account_config'
import { answerArrival, type ArrivalResult } from '#distribution/answer_arrival'
import { answerBulk } from '#distribution/answer_bulk'
import { engine } from '#distribution/engine'
import { claimOf } from '#distribution/pings/claim_place'
import { presentIntake } from '#distribution/present_intake'
import { preferredWait } from '#distribution/preferred_wait'
import { type PresentedLead, presentLead } from '#distribution/present'
import { bindingOf, takeBound } from '#distribution/source_token'
import { storeTaken } from '#distribution/store_taken'
import { type TakenLead, entityByKey, unknownEntity } from '#distribution/take_lead'
import { type SourceBinding, bindBody } from '#intake/bind_source'
import { matchKeys } from '#intake/match_keys'
import {
  type LeadEnvelope,
  parseBulkInput,
  parseIntakeInput,
  parseLeadInput,
} from '#intake/parse_lead_input'
import { intakeQuery } from '#intake/validators/lead_queries'
import { HttpProblem, invalid } from '#shared/http_problem'
import type { Problem, Result } from '#shared/result'

type Api = HttpContext['api']

/**
 * Leads coming in: POST /leads, /leads/bulk and /intake. Who hands in leads of a source is told what became of them, and
 * neither who bought them nor for how much.
 */
export default class ArrivalsController {
  async store({ api, request, response }: HttpContext) {
    const binding = await bindingOf(api.identity)
    const body = boundBody(api, binding)
    const { values, rest, ...envelope } = valueOf(await parseLeadInput(body))
    const config = await accountConfig(api.accountId)
    const entity = entityByKey(config, envelope.entity)
    if (!entity) throw invalid([unknownEntity(envelope.entity)])
    const taken = valueOf(takeBound(binding, config, entity, envelope, values, rest, Date.now()))
    if (envelope.ping) taken.claim = await claimOf(api.accountId, envelope.ping, taken)
    const arrival = await this.#arrive(api, taken)

    const wait = preferredWait(request.header('prefer'))
    if (wait) {
      await engine.waiters.wait(arrival.leadId, wait * 1000)
      response.header('preference-applied', `wait=${wait}`)
    }
    const lead = await presentLead(api.accountId, arrival.leadId)
    if (arrival.replayed) response.header('idempotency-replayed', 'true')
    if (arrival.duplicate) return response.status(200).send(firstLead(api, lead!))
    response.status(201).header('location', `/api/v1/leads/${arrival.leadId}`)
    return response.send(binding ? { ...lead!, distributions: [] } : lead)
  }

  async intake({ api, request, response }: HttpContext) {
    const { wait } = await intakeQuery.validate(request.qs())
    const binding = await bindingOf(api.identity)
    const body = boundBody(api, binding, true)
    const { flat, ...envelope } = valueOf(await parseIntakeInput(body))
    const config = await accountConfig(api.accountId)
    const entity = entityByKey(config, envelope.entity)
    if (!entity) throw invalid([unknownEntity(envelope.entity)])
    const { values, extra } = valueOf(matchKeys(flat, entity))
    const taken = valueOf(takeBound(binding, config, entity, envelope, values, extra, Date.now()))
    if (envelope.ping) taken.claim = await claimOf(api.accountId, envelope.ping, taken)
    const arrival = await this.#arrive(api, taken)

    if (wait) await engine.waiters.wait(arrival.leadId, wait * 1000)
    if (arrival.replayed) response.header('idempotency-replayed', 'true')
    response.status(arrival.duplicate ? 200 : 201)
    const told = await presentIntake(api.accountId, arrival, wait !== undefined)
    return response.send(binding && wait ? { ...told, price: null } : told)
  }

  async bulk({ api, response }: HttpContext) {
    const binding = await bindingOf(api.identity)
    const body = boundBody(api, binding)
    const { rows, rest, ...envelope } = valueOf(await parseBulkInput(body))
    const config = await accountConfig(api.accountId)
    const entity = entityByKey(config, envelope.entity)
    if (!entity) throw invalid([unknownEntity(envelope.entity)])
    if (envelope.ping)
      throw invalid([{ field: 'ping_id', rule: 'bulk', message: 'A ping is of one lead' }])
    const now = Date.now()
    const taken = rows.map((row, i) =>
      this.#takeRow(api, i, row, (values) =>
        takeBound(binding, config, entity, envelope as LeadEnvelope, values, rest, now)
      )
    )
    const good = taken.filter((one) => one.ok).map((one) => one.value)
    const outcomes = await storeTaken(api.accountId, good)
    return response.send(answerBulk(taken, outcomes, envelope.profile))
  }

  /** With an idempotency key each row is stored at most once, even when the process dies between two of them. */
  #takeRow(
    { idempotency }: Api,
    index: number,
    row: Result<Record<string, unknown>, Problem[]>,
    take: (values: Record<string, unknown>) => Result<TakenLead, Problem[]>
  ): Result<TakenLead, Problem[]> {
    const taken = row.ok ? take(row.value) : row
    if (taken.ok && idempotency)
      taken.value.idempotency = { ...idempotency, id: `${idempotency.id}:${index}` }
    return taken
  }

  async #arrive(api: Api, taken: TakenLead): Promise<ArrivalResult> {
    if (api.idempotency) taken.idempotency = api.idempotency
    const [outcome] = await storeTaken(api.accountId, [taken])
    const arrival = answerArrival(outcome, taken.profile)
    if (arrival instanceof HttpProblem) throw arrival
    api.leadId = arrival.leadId
    return arrival
  }
}

/**
 * The lead a duplicate was found to be of. Who may only hand leads in sees that it is there, not what somebody else sent:
 * otherwise an e-mail address would be enough to read a person's file.
 */
function firstLead({ identity }: Api, lead: PresentedLead) {
  const known = { ...lead, duplicate_of: lead.id }
  if (identity?.abilities.includes('leads:read')) return known
  return { ...known, values: {}, extra: {}, consent: null, distributions: [] }
}

/** What the source of a token decides stands in the body from here on. */
const boundBody = ({ body }: Api, binding: SourceBinding | null, flat = false): unknown =>
  binding ? valueOf(bindBody(body, binding, { flat })) : body

function valueOf<T>(result: Result<T, Problem[]>): T {
  if (!result.ok) throw invalid(result.problem)
  return result.value
}
