import type { HttpContext } from '@adonisjs/core/http'
import { accountConfig } from '#distribution/account_config'
import { apiBacktest } from '#distribution/backtest/jobs/api_backtest'
import { backtestRunner } from '#distribution/backtest/jobs/backtest_runner'
import {
  type Backtest,
  findBacktest,
  listBacktests,
  stopBacktest,
} from '#distribution/backtest/jobs/backtests'
import { MOST_LEADS } from '#distribution/backtest/jobs/collect_cases'
import { pageOfChanges } from '#distribution/backtest/jobs/changes'
import { presentBacktest, presentChange } from '#distribution/backtest/jobs/present_backtest'
import { startBacktest, tooMany } from '#distribution/backtest/jobs/start_backtest'
import { waitOf } from '#distribution/preferred_wait'
import { backtestChangesQuery, backtestInput } from '#distribution/validators/backtest_inputs'
import { readPeriod } from '#routing/period'
import { conflict, invalid, invalidField, notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, writeCursor } from '#shared/list_query'
import { isObject } from '#shared/shape'

/** A wait that most clients have the patience for; what takes longer goes on without them. */
const WAIT_SECONDS = 25

/** Past leads judged by a route that is not live. */
export default class BacktestsController {
  async store({ api, params, request, response }: HttpContext) {
    const { version, ...range } = await backtestInput.validate(api.body)
    const { account } = await accountConfig(api.accountId)
    const { from, to } = readPeriod(range, account.timeZone)
    // Vine drops what it does not know inside the route: it is read by those who know it.
    const { route } = api.body as { route?: unknown }
    const input = { from: from!, to: to!, version, ...(isObject(route) && { route }) }
    const started = await startBacktest(api.accountId, params.key, input, api.actor, Date.now())
    if (!started.ok) throw refusal(started.problem)
    const seconds = waitOf(request.header('prefer')) ?? WAIT_SECONDS
    const job = await backtestRunner.waitFor(api.accountId, started.value, seconds * 1000)
    if (job!.status === 'failed') throw failure(job!)
    const told = await apiBacktest(job!, params.key)
    response.header('location', `/api/v1/backtests/${started.value}`)
    if (job!.status === 'running') return response.status(202).header('retry-after', '5').send(told)
    return response.send(told)
  }

  async index({ api, params, response }: HttpContext) {
    const { profilesByKey } = await accountConfig(api.accountId)
    const profile = profilesByKey.get(params.key)
    if (!profile) throw notFound('profile')
    const jobs = await listBacktests(api.accountId, profile.profile.id)
    const data = jobs.map((job) => ({ ...presentBacktest(job), profile: params.key }))
    return response.send({ data, meta: { next_cursor: null } })
  }

  async show({ api, params, response }: HttpContext) {
    const job = await this.#find(api.accountId, params.id)
    return response.send(await apiBacktest(job, await keyOf(job)))
  }

  async changes({ api, params, request, response }: HttpContext) {
    const job = await this.#find(api.accountId, params.id)
    const query = await backtestChangesQuery.validate(request.qs())
    const page = await pageOfChanges(job.accountId, job.id, {
      ...query,
      from: Number(query.cursor ?? 0) || 0,
      limit: query.limit ?? DEFAULT_LIMIT,
    })
    const currency = job.result?.currency ?? ''
    const data = page.changes.map((one) => presentChange(one, currency))
    const next = page.next === null ? null : writeCursor(String(page.next))
    return response.send({ data, meta: { next_cursor: next } })
  }

  async destroy({ api, params, response }: HttpContext) {
    const job = await this.#find(api.accountId, params.id)
    if (!(await stopBacktest(api.accountId, job.id, Date.now())))
      throw conflict('This backtest has ended')
    return response.noContent()
  }

  async #find(accountId: string, id: string) {
    const job = await findBacktest(accountId, id)
    if (!job) throw notFound('backtest')
    return job
  }
}

async function keyOf(job: { accountId: string; profileId: string }) {
  const config = await accountConfig(job.accountId)
  return config.profiles.get(job.profileId)?.profile.key ?? ''
}

type Refused = Extract<Awaited<ReturnType<typeof startBacktest>>, { ok: false }>['problem']

function refusal(problem: Refused) {
  if (problem === 'not_found') return notFound('profile')
  return problem === 'too_many' ? conflict(tooMany) : invalid(problem)
}

function failure({ id, reason }: Backtest) {
  if (reason === 'too_many_leads')
    return invalidField('to', 'too_many', `must leave ${MOST_LEADS} leads at most to be judged`)
  if (reason === 'internal') return new Error(`E_BACKTEST_FAILED: ${id}`)
  return conflict(`The backtest could not be made: ${reason}`)
}
