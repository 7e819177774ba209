import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { loadEntities } from '#entities/repository'
import type {
  AutomationForm,
  AutomationsPart,
  AutomationsWrite,
  KnownAutomation,
} from '#distribution/blueprint/automation_form'
import { plugins } from '#host/registry'
import { makeSecret } from '#notifications/webhooks/secrets'
import { newId } from '#shared/ids'
import { checkConfigs } from '#automations/check_automation'
import { compileAutomation } from '#automations/compile_automation'
import AutomationModel from '#automations/models/automation'
import { latestNumber } from '#automations/kept/publish_automation'
import {
  automationsOf,
  findAutomation,
  liveDocuments,
  loadVersion,
} from '#automations/kept/repository'
import { emptyDocument } from '#automations/parse_automation'
import { stopRunsOf } from '#automations/runs/stop_runs'
import { type AutomationDocument, DEFAULT_LIMITS } from '#automations/types'

const documentOf = ({ route, limits }: AutomationForm): AutomationDocument | null =>
  route ? { schema: 1, route, limits: { ...DEFAULT_LIMITS, ...limits } } : null

/** What blueprints do with automations. */
export const blueprintPart: AutomationsPart = {
  async load(accountId) {
    const [rows, entities] = await Promise.all([
      automationsOf(accountId).orderBy('created_at').orderBy('id'),
      loadEntities(accountId),
    ])
    const keys = new Map(entities.map(({ id, key }) => [id, key]))
    const documents = await liveDocuments(rows.map(({ id }) => id))
    const known = new Map<string, KnownAutomation>()
    for (const { id, key, name, entityId, status } of rows) {
      const live = documents.get(id)
      const entity = entityId === null ? undefined : keys.get(entityId)
      known.set(key, {
        id,
        form: {
          ...{ key, name, ...(entity && { entity }), on: status === 'on' },
          ...(live && { route: live.route, limits: live.limits }),
        },
      })
    }
    return known
  },

  async check(form, around) {
    const document = documentOf(form)
    if (!document) return []
    const registry = plugins()
    const compiled = compileAutomation(document, around, registry)
    const configs = await checkConfigs(document, registry)
    return compiled.ok ? configs : [...compiled.problem, ...configs]
  },

  async write(trx, known, form, by) {
    const { accountId, now, actor } = by
    const id = known?.id ?? (await insert(trx, form, by))
    const stands = (await findAutomation(accountId, form.key, trx))!
    const document = documentOf(form)
    const live = stands.version === null ? null : await loadVersion(id, stands.version, trx)
    const set: Record<string, unknown> = { name: form.name, updated_at: now, updated_by: actor }
    if (document && JSON.stringify(live?.document) !== JSON.stringify(document)) {
      const version = (await latestNumber(id, trx)) + 1
      await trx.table('automation_versions').insert({
        ...{ id: `${id}.${version}`, account_id: accountId, automation_id: id, version },
        ...{ document: JSON.stringify(document), created_at: now, created_by: actor },
      })
      Object.assign(set, { version, draft: JSON.stringify(document) })
      set.revision = stands.revision + 1
    }
    if (form.on !== (stands.status === 'on'))
      Object.assign(set, { status: form.on ? 'on' : 'off', enabled_at: form.on ? now : null })
    await automationsOf(accountId, trx).where('id', id).update(set)
  },

  async remove(trx, { id }, now) {
    await stopRunsOf(id, 'deleted', now, trx)
    await trx
      .from('automations')
      .where('id', id)
      .update({ status: 'off', key: id, deleted_at: now, enabled_at: null })
  },
}

async function insert(
  trx: TransactionClientContract,
  { key, name, entity }: KnownAutomation['form'],
  { accountId, actor, now, entityIds }: AutomationsWrite
): Promise<string> {
  const id = newId('aut', now)
  await new AutomationModel()
    .useTransaction(trx)
    .merge({
      ...{ id, accountId, key, name, entityId: entity ? entityIds.get(entity)! : null },
      ...{ status: 'off', draft: emptyDocument(), revision: 1, version: null, enabledAt: null },
      ...{ secrets: makeSecret().stored, createdAt: now, updatedAt: now, updatedBy: actor },
    })
    .save()
  return id
}
