import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { invalid, invalidField, notFound } from '#shared/http_problem'
import { newId } from '#shared/ids'
import { teamConfig } from '#distribution/limit_config'
import { jobRunner } from '#distribution/lead_jobs/job_runner'
import { createJob, recentJobs, stopJob } from '#distribution/lead_jobs/lead_jobs'
import { planJob } from '#distribution/lead_jobs/plan_job'
import { distributeManyInput } from '#distribution/validators/lead_list'

/** Running a profile on many leads at once. */
export default class LeadJobsController {
  async index({ team }: HttpContext) {
    return { data: await recentJobs(team!.account.id, Date.now(), team!.scope) }
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const {
      profile,
      ids,
      filter,
      dry_run: dryRun,
    } = await request.validateUsing(distributeManyInput)
    if (!ids && !filter) throw invalidField('ids', 'required', 'Choose leads or a filter')
    const plan = await planJob(await teamConfig(team!), profile, { ids, filter }, Date.now())
    if (!plan.ok) throw invalid(plan.problem)
    const { leads, sold, skipped } = plan.value
    if (dryRun) return { leads, sold, skipped }
    const id = await createJob({
      accountId: account.id,
      actor: actorOf(user),
      profile,
      ids: plan.value.ids,
      filter: plan.value.ids ? null : (filter ?? {}),
      // Any lead that comes from now on has a greater id.
      upto: newId('lead'),
      total: leads.exact ? leads.n : null,
    })
    jobRunner.kick()
    return response.status(202).send({ id, leads })
  }

  async destroy({ params, response, team }: HttpContext) {
    if (!(await stopJob(team!.account.id, params.id, Date.now()))) throw notFound('job')
    return response.noContent()
  }
}
