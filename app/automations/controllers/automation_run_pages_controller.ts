import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { missingPage } from '#distribution/missing_page'
import { readPeriod } from '#routing/period'
import { conflict, invalidField, notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { store } from '#store/store'
import { automationRunner } from '#automations/automation_runner'
import { findAutomation, loadVersion } from '#automations/kept/repository'
import { automationForms, automationPage } from '#automations/pages/automation_page'
import { runPage, runRows, runsOfLead } from '#automations/pages/run_pages'
import { listRuns } from '#automations/runs/list_runs'
import { retryRun } from '#automations/runs/retry_run'
import { findRun } from '#automations/runs/run_rows'
import { stopRun } from '#automations/runs/stop_runs'
import { retryInput, runsPageQuery } from '#automations/validators/automation_inputs'

const OF_LEAD = 5

/** What automations did and what became of it, for people. */
export default class AutomationRunPagesController {
  async index({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const automation = await findAutomation(account.id, params.key)
    if (!automation) throw missingPage(request)
    return inertia.render('automations/runs', { automation: await automationPage(automation) })
  }

  async list({ params, request, response, team }: HttpContext) {
    const { account } = team!
    const query = await runsPageQuery.validate(request.qs())
    const { limit = DEFAULT_LIMIT, cursor, from, to, ...filter } = query
    const automation = await findAutomation(account.id, params.key)
    if (!automation) throw notFound('automation')
    const period = readPeriod({ from, to }, account.timeZone)
    const wish = { ...filter, ...period, limit: limit + 1, after: cursor ?? null }
    const page = toPage(await listRuns(automation.id, wish), limit, ({ id }) => id)
    return response.send({ ...page, data: await runRows(account.id, page.data) })
  }

  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const run = await findRun(account.id, params.id)
    if (!run) throw missingPage(request)
    const row = await runPage(run)
    const automation = row.of?.key ? await findAutomation(account.id, row.of.key) : null
    const version = await loadVersion(run.automationId, run.version)
    return inertia.render('automations/run', {
      run: row,
      automation: automation && (await automationPage(automation)),
      route: version?.document.route ?? null,
      ...(await automationForms(account.id)),
    })
  }

  /** The latest about a lead. */
  async ofLead({ params, response, team }: HttpContext) {
    const { id: accountId } = team!.account
    const lead = await store.first('select id from leads where id = ? and account_id = ?', [
      params.id,
      accountId,
    ])
    if (!lead) throw notFound('lead')
    return response.send({ data: await runsOfLead(accountId, params.id, OF_LEAD) })
  }

  async retry({ params, request, response, team }: HttpContext) {
    const { node } = await retryInput.validate(request.body())
    const done = await retryRun(team!.account.id, params.id, node, Date.now())
    if (!done.ok) {
      if (done.problem === 'not_found') throw notFound('run')
      if (done.problem === 'under_way') throw conflict('The run has not failed and was not stopped')
      throw invalidField('node', 'exists', 'The run has not come by this node')
    }
    automationRunner.nudge()
    return response.noContent()
  }

  async stop({ params, response, team }: HttpContext) {
    const { account, user } = team!
    if (!(await findRun(account.id, params.id))) throw notFound('run')
    if (!(await stopRun(account.id, params.id, actorOf(user), Date.now())))
      throw conflict('The run has ended')
    return response.noContent()
  }
}
