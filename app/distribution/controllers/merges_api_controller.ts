import type { HttpContext } from '@adonisjs/core/http'
import { mergeLeads } from '#crm/merge/merge_leads'
import { presentMerge } from '#crm/merge/merge_rows'
import { undoMerge } from '#crm/merge/undo_merge'
import { accountConfig } from '#distribution/account_config'
import { findDuplicates } from '#distribution/merge/find_duplicates'
import { mergeRefusal, undoRefusal } from '#distribution/merge/refuse_merge'
import { presentLead } from '#distribution/present'
import { mergeInput } from '#distribution/validators/lead_merge'
import { notFound } from '#shared/http_problem'
import { store } from '#store/store'

/** Duplicates and merges over the API. */
export default class MergesApiController {
  async duplicates({ api, params, response }: HttpContext) {
    const config = await accountConfig(api.accountId)
    const row = await store.first('select * from leads where id = ? and account_id = ?', [
      params.id,
      api.accountId,
    ])
    if (!row) throw notFound('lead')
    return response.send({ data: await findDuplicates(config, row) })
  }

  async store({ api, params, response }: HttpContext) {
    const { from, values = {} } = await mergeInput.validate(api.body)
    const wish = { into: params.id, from, values }
    const merged = await mergeLeads(api.accountId, wish, api.actor)
    if (!merged.ok) throw mergeRefusal(merged.problem)
    api.leadId = params.id
    return response.send({
      merges: merged.value.map(presentMerge),
      lead: await presentLead(api.accountId, params.id),
    })
  }

  async undo({ api, params, response }: HttpContext) {
    const now = Date.now()
    const undone = await undoMerge(api.accountId, params.id, params.merge, api.actor, now)
    if (!undone.ok) throw undoRefusal(undone.problem)
    return response.send(presentMerge(undone.value))
  }
}
