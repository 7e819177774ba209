import { acceptChanges } from '#entities/accept_lead'
import { storeFiles } from '#entities/store_files'
import { type LeadChange, changeLead } from '#intake/change_lead'
import { checkLimits } from '#intake/limits'
import { conflict, invalid, invalidField, notFound } from '#shared/http_problem'
import { store } from '#store/store'
import { accountConfig } from '#distribution/account_config'

interface Wish {
  values?: Record<string, unknown>
  stage?: string
  assignee?: string | null
}

/** Changes a lead as a caller of the API asks for it. Throws HttpProblem 404, 409 or 422. */
export async function changeStoredLead(
  accountId: string,
  leadId: string,
  wish: Wish,
  actor: string
): Promise<void> {
  const config = await accountConfig(accountId)
  const row = await store.first('select entity_id from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  const entity = row && config.entities.get(row.entity_id as string)
  if (!entity) throw notFound('lead')
  if (wish.stage !== undefined && !entity.stages.includes(wish.stage))
    throw invalidField('stage', 'exists', `Must be one of ${entity.stages.join(', ') || 'none'}`)
  const change: LeadChange = { stage: wish.stage, assignee: wish.assignee }
  if (wish.values) {
    const limits = checkLimits(wish.values)
    if (limits.length) throw invalid(limits)
    const { country, currency, timeZone } = config.account
    const context = { country, currency, timeZone }
    const accepted = acceptChanges(wish.values, entity, Date.now(), context)
    if (!accepted.ok) throw invalid(accepted.problem)
    const { values, extra, cleared } = accepted.value
    await storeFiles(accountId, accepted.value.files)
    for (const field of cleared) values[field] = null
    Object.assign(change, { values, extra })
  }
  const changed = await changeLead(accountId, leadId, change, actor)
  if (!changed.ok)
    throw changed.problem === 'erased' ? conflict('The lead was erased') : notFound('lead')
}
