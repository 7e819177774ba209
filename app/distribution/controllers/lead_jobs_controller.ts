import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { MAY } from '#accounts/permissions'
import { HttpProblem, conflict, invalid, invalidField, notFound } from '#shared/http_problem'
import { newId } from '#shared/ids'
import { freshTags } from '#distribution/fresh_tags'
import { teamConfig } from '#distribution/limit_config'
import { beginChange } from '#distribution/lead_jobs/begin_change'
import { tagsIn } from '#distribution/lead_jobs/job_change'
import { jobRunner } from '#distribution/lead_jobs/job_runner'
import { createJob, pastJobs, recentJobs, stopJob } from '#distribution/lead_jobs/lead_jobs'
import { planJob } from '#distribution/lead_jobs/plan_job'
import { undoJob } from '#distribution/lead_jobs/undo_job'
import { forReader } from '#distribution/lead_list/read_filter'
import { readChangeWish } from '#distribution/validators/lead_changes'
import { distributeManyInput } from '#distribution/validators/lead_list'

/** Running a profile on many leads at once, and changing them. */
export default class LeadJobsController {
  async index({ request, team }: HttpContext) {
    const list = request.input('past') ? pastJobs : recentJobs
    return { data: await list(team!.account.id, Date.now(), team!.scope) }
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const {
      profile,
      ids,
      filter: asked,
      dry_run: dryRun,
    } = await request.validateUsing(distributeManyInput)
    const filter = asked && forReader(asked, user)
    if (!ids && !filter) throw invalidField('ids', 'required', 'Choose leads or a filter')
    const plan = await planJob(await teamConfig(team!), profile, { ids, filter }, Date.now())
    if (!plan.ok) throw invalid(plan.problem)
    const { leads, sold, skipped } = plan.value
    if (dryRun) return { leads, sold, skipped }
    const id = await createJob({
      accountId: account.id,
      actor: actorOf(user),
      kind: 'distribute',
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

  async change({ request, response, team }: HttpContext) {
    const { user, role } = team!
    const { filter, ...wish } = await readChangeWish(request.body())
    if ('erase' in wish.change && !MAY.manage.some((one) => one === role))
      throw new HttpProblem('forbidden', 'Erasing many leads is for owners and admins', {
        members: { roles: MAY.manage },
      })
    const named = filter && forReader(filter, user)
    await freshTags(team!.account.id, tagsIn(wish.change), filter?.tag)
    const begun = await beginChange(
      await teamConfig(team!),
      { ...wish, filter: named },
      actorOf(user)
    )
    if (!begun.ok) throw invalid(begun.problem)
    const { id, plan } = begun.value
    const { leads, skipped, runs } = plan
    if (id === null) return response.send({ leads, skipped, runs })
    return response.status(202).send({ id, leads })
  }

  async undo({ params, response, team }: HttpContext) {
    const undone = await undoJob(team!.account.id, params.id, actorOf(team!.user))
    if (!undone.ok && undone.problem === 'not_found') throw notFound('job')
    if (!undone.ok) throw conflict('This change cannot be taken back any more')
    return response.status(202).send({ id: undone.value })
  }

  async destroy({ params, response, team }: HttpContext) {
    if (!(await stopJob(team!.account.id, params.id, Date.now()))) throw notFound('job')
    return response.noContent()
  }
}
