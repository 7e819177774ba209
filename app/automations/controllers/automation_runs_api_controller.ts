import type { HttpContext } from '@adonisjs/core/http'
import { conflict, invalidField, notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { automationRunner } from '#automations/automation_runner'
import { findAutomation } from '#automations/kept/repository'
import { presentRun, presentStep } from '#automations/present_automation'
import { listRuns, namesOf } from '#automations/runs/list_runs'
import { retryRun } from '#automations/runs/retry_run'
import { findRun, stepsOf } from '#automations/runs/run_rows'
import { stopRun } from '#automations/runs/stop_runs'
import { retryInput, runsQuery } from '#automations/validators/automation_inputs'

/** What automations did, and what became of it. */
export default class AutomationRunsApiController {
  async index({ api, params, request, response }: HttpContext) {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = await runsQuery.validate(request.qs())
    const automation = await findAutomation(api.accountId, params.key)
    if (!automation) throw notFound('automation')
    const after = cursor ?? null
    const rows = await listRuns(automation.id, { ...filter, limit: limit + 1, after })
    const names = await namesOf(api.accountId, rows)
    const page = toPage(rows, limit, ({ id }) => id)
    return response.send({ ...page, data: page.data.map((run) => presentRun(run, names)) })
  }

  async show(ctx: HttpContext) {
    return answer(ctx)
  }

  async retry(ctx: HttpContext) {
    const { api, params } = ctx
    const { node } = await retryInput.validate(api.body ?? {})
    const done = await retryRun(api.accountId, params.id, node, Date.now())
    if (!done.ok) {
      if (done.problem === 'not_found') throw notFound('run')
      if (done.problem === 'under_way') throw conflict('The run has not failed and was not stopped')
      throw invalidField('node', 'exists', 'The run has not come by this node')
    }
    automationRunner.nudge()
    return answer(ctx)
  }

  async stop(ctx: HttpContext) {
    const { api, params } = ctx
    if (!(await findRun(api.accountId, params.id))) throw notFound('run')
    if (!(await stopRun(api.accountId, params.id, api.actor, Date.now())))
      throw conflict('The run has ended')
    return answer(ctx)
  }
}

async function answer({ api, params, response }: HttpContext) {
  const run = await findRun(api.accountId, params.id)
  if (!run) throw notFound('run')
  const [names, steps] = await Promise.all([namesOf(api.accountId, [run]), stepsOf(run.id)])
  return response.send({ ...presentRun(run, names), steps: steps.map(presentStep) })
}
