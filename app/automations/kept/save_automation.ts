import db from '@adonisjs/lucid/services/db'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import { findEntity } from '#entities/repository'
import { diffForms } from '#distribution/blueprint/diff_forms'
import type { ConfigFailure } from '#distribution/configuration/types'
import { makeSecret } from '#notifications/webhooks/secrets'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import AutomationModel from '#automations/models/automation'
import { automationsOf, findAutomation } from '#automations/kept/repository'
import { emptyDocument, parseAutomation } from '#automations/parse_automation'
import type { Automation, AutomationDocument } from '#automations/types'

/** Each is asked about every line of the trail it listens to. */
export const MOST_AUTOMATIONS = 200

export interface By {
  actor: string | null
  now?: number
}

interface NewAutomation {
  key: string
  name: string
  /** Key; null: it is about partners. */
  entity: string | null
  /** As it came; absent: nothing is drawn yet. */
  document?: unknown
}

/** Makes an automation that is off. The secret that signs its requests is shown this one time. */
export async function createAutomation(
  accountId: string,
  { key, name, entity, document }: NewAutomation,
  { actor, now = Date.now() }: By
): Promise<Result<{ automation: Automation; secret: string }, ConfigFailure>> {
  const read = document === undefined ? null : parseAutomation(document, 'document')
  if (read && !read.ok) return fail({ type: 'invalid', problems: read.problem })
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    if (await findAutomation(accountId, key, trx))
      return fail({ type: 'conflict' as const, message: `"${key}" exists already` })
    const [{ n }] = await trx
      .from('automations')
      .where('account_id', accountId)
      .whereNull('deleted_at')
      .count('* as n')
    if (Number(n) >= MOST_AUTOMATIONS)
      return fail({ type: 'conflict' as const, message: 'There are as many as there may be' })
    const of = entity === null ? null : await findEntity(accountId, entity, trx)
    if (entity !== null && !of) return fail(noEntity(entity))
    const { secret, stored } = makeSecret()
    await new AutomationModel()
      .useTransaction(trx)
      .merge({
        ...{ id: newId('aut', now), accountId, entityId: of?.id ?? null, key, name },
        ...{ status: 'off', draft: read?.value ?? emptyDocument(), revision: 1, version: null },
        ...{ enabledAt: null, secrets: stored, createdAt: now, updatedAt: now, updatedBy: actor },
      })
      .save()
    await recordChange(trx, { accountId, actor, object: `automations.${key}`, action: 'created' })
    return ok({ automation: (await findAutomation(accountId, key, trx))!, secret })
  })
}

const noEntity = (key: string): ConfigFailure => ({
  type: 'invalid',
  problems: [{ field: 'entity', rule: 'exists', message: `there is no entity "${key}"` }],
})

export interface AutomationChange {
  name?: string
  document?: unknown
  /** The revision it was made on top of; on top of any other it is refused. Absent: whatever stands is changed. */
  base?: number
}

/** Keeps a change of name and draft. A draft need not be fit to be published; what cannot be read is refused. */
export async function saveAutomation(
  accountId: string,
  key: string,
  { name, document, base }: AutomationChange,
  { actor, now = Date.now() }: By
): Promise<Result<Automation, ConfigFailure>> {
  const read = document === undefined ? null : parseAutomation(document, 'document')
  if (read && !read.ok) return fail({ type: 'invalid', problems: read.problem })
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const stands = await findAutomation(accountId, key, trx)
    if (!stands) return fail({ type: 'not_found' as const })
    const wished = { name: name ?? stands.name, document: read?.value ?? stands.draft }
    if (base !== undefined && base !== stands.revision) return fail(stale(stands, wished))
    const changes = diffForms({ name: stands.name, document: stands.draft }, wished)
    if (changes.length === 0) return ok(stands)
    await automationsOf(accountId, trx)
      .where('id', stands.id)
      .update({
        ...{ name: wished.name, draft: JSON.stringify(wished.document) },
        ...{ revision: stands.revision + 1, updated_at: now, updated_by: actor },
      })
    const detail = { changes: changes.slice(0, 200) }
    const object = `automations.${key}`
    await recordChange(trx, { accountId, actor, object, action: 'updated', detail })
    return ok((await findAutomation(accountId, key, trx))!)
  })
}

/** Who saved meanwhile, when, and what saving on top of that would change. */
export function stale(
  stands: Automation,
  wished: { name: string; document: AutomationDocument }
): ConfigFailure {
  const current = { name: stands.name, document: stands.draft }
  return {
    type: 'stale',
    stale: {
      ...{ current, revision: String(stands.revision), changes: diffForms(current, wished) },
      saved_by: stands.updatedBy,
      saved_at: new Date(stands.updatedAt).toISOString(),
    },
  }
}
