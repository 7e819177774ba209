import { acceptChanges } from '#entities/accept_lead'
import { storeFiles } from '#entities/store_files'
import { type LeadChange, changeLead } from '#intake/change_lead'
import { checkLimits } from '#intake/limits'
import { conflict, invalid, invalidField, notFound } from '#shared/http_problem'
import { store } from '#store/store'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { freshTags } from '#distribution/fresh_tags'
import { movedMeanwhile } from '#distribution/moved_meanwhile'
import { mergedAway } from '#distribution/refusals'

interface Wish {
  values?: Record<string, unknown>
  stage?: string
  /** The stage is for a lead that stands in this one: where it was moved meanwhile the answer is 409. */
  expected_stage?: string | null
  assignee?: string | null
  /** Keys. */
  tags?: readonly string[]
  /** The run of an automation that asks for it. */
  cause?: string
}

/** Changes a lead as a caller of the API asks for it. Throws HttpProblem 404, 409 or 422. */
export async function changeStoredLead(
  accountId: string,
  leadId: string,
  wish: Wish,
  actor: string
): Promise<void> {
  await freshTags(accountId, wish.tags)
  const config = await accountConfig(accountId)
  const row = await store.first(
    'select entity_id, merged_into from leads where id = ? and account_id = ?',
    [leadId, accountId]
  )
  const entity = row && config.entities.get(row.entity_id as string)
  if (!entity) throw notFound('lead')
  if (row.merged_into) throw mergedAway(row.merged_into as string)
  if (wish.stage !== undefined && !entity.stages.includes(wish.stage))
    throw invalidField('stage', 'exists', `Must be one of ${entity.stages.join(', ') || 'none'}`)
  const { stage, expected_stage: expectedStage, assignee, cause } = wish
  const change: LeadChange = { stage, expectedStage, assignee, cause }
  if (wish.tags) change.tags = { names: config.tags, set: tagsByKey(config, wish.tags) }
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
  if (changed.ok) return
  if (changed.problem === 'moved') throw await movedMeanwhile(accountId, leadId)
  throw changed.problem === 'not_found'
    ? notFound('lead')
    : conflict(`The lead was ${changed.problem} meanwhile`)
}

/** Ids of tags by key. Throws HttpProblem 422 for one that is not there, with its place. */
export const tagsByKey = ({ tags }: AccountConfig, keys: readonly string[], field = 'tags') =>
  keys.map((key, i) => {
    const tag = tags.byKey.get(key)
    if (!tag) throw invalidField(`${field}[${i}]`, 'exists', `There is no tag "${key}"`)
    return tag.id
  })
