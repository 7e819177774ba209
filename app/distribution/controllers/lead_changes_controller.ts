import type { HttpContext } from '@adonisjs/core/http'
import { accountConfig } from '#distribution/account_config'
import { freshTags } from '#distribution/fresh_tags'
import { beginChange } from '#distribution/lead_jobs/begin_change'
import { tagsIn } from '#distribution/lead_jobs/job_change'
import { findJob, presentJob, stopJob } from '#distribution/lead_jobs/lead_jobs'
import { readChangeWish } from '#distribution/validators/lead_changes'
import { conflict, invalid, notFound } from '#shared/http_problem'

/** Changing many leads at once, over the API. */
export default class LeadChangesController {
  async store({ api, response }: HttpContext) {
    const wish = await readChangeWish(api.body)
    await freshTags(api.accountId, tagsIn(wish.change), wish.filter?.tag)
    const begun = await beginChange(await accountConfig(api.accountId), wish, api.actor)
    if (!begun.ok) throw invalid(begun.problem)
    const { id, plan } = begun.value
    if (id === null) {
      const { leads, skipped, runs } = plan
      return response.send({ leads, skipped, runs })
    }
    const job = await findJob(api.accountId, id)
    response.status(202).header('location', `/api/v1/leads/changes/${id}`)
    return response.send(presentJob(job!, Date.now()))
  }

  async show({ api, params, response }: HttpContext) {
    const job = await findJob(api.accountId, params.id)
    if (!job) throw notFound('change')
    return response.send(presentJob(job, Date.now()))
  }

  async destroy({ api, params, response }: HttpContext) {
    if (await stopJob(api.accountId, params.id, Date.now())) return response.noContent()
    if (!(await findJob(api.accountId, params.id))) throw notFound('change')
    throw conflict('The change has ended already')
  }
}
