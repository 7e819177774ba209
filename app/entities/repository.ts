import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import EntityModel from '#entities/models/entity'
import FieldModel from '#entities/models/field'
import { fullPipelines, usualPipelines, writePipelines } from '#entities/pipelines'
import type { Entity, EntityDefinition } from '#entities/types'
import { newId } from '#shared/ids'

const toEntity = (row: EntityModel): Entity => ({
  id: row.id,
  accountId: row.accountId,
  key: row.key,
  name: row.name,
  fields: row.fields.map((field) => ({
    key: field.key,
    label: field.label,
    ...(field.help !== null && { help: field.help }),
    type: field.type,
    required: field.required,
    default: field.default,
    options: field.options,
    encrypted: field.encrypted,
  })),
  duplicate: row.duplicate,
  stages: row.stages,
  pipelines: row.pipelines ? fullPipelines(row.pipelines) : usualPipelines(row.stages),
})

const withFields = (accountId: string, client?: QueryClientContract) =>
  EntityModel.query({ client })
    .where('account_id', accountId)
    .preload('fields', (fields) => fields.orderBy('position'))

/** Entities of an account in the order they were made. */
export async function loadEntities(
  accountId: string,
  client?: QueryClientContract
): Promise<Entity[]> {
  const rows = await withFields(accountId, client).orderBy('id')
  return rows.map(toEntity)
}

export async function findEntity(
  accountId: string,
  key: string,
  client?: QueryClientContract
): Promise<Entity | null> {
  const row = await withFields(accountId, client).where('key', key).first()
  return row && toEntity(row)
}

export async function loadEntityById(
  accountId: string,
  id: string,
  client?: QueryClientContract
): Promise<Entity | null> {
  const row = await withFields(accountId, client).where('id', id).first()
  return row && toEntity(row)
}

/**
 * Writes an entity by key, in the caller's transaction; nothing is touched where nothing changed. Fields keep their id
 * by key. A field that is not in the definition is gone from now on; leads keep its values, and they stay readable.
 */
export async function saveEntity(
  trx: TransactionClientContract,
  accountId: string,
  definition: EntityDefinition,
  now: number = Date.now()
): Promise<Entity> {
  const { fields, pipelines, ...columns } = definition
  const client = { client: trx }
  const found = await EntityModel.query(client)
    .where({ account_id: accountId, key: definition.key })
    .first()
  const row = found ?? new EntityModel().useTransaction(trx)
  row.merge({ ...columns, pipelines: writePipelines(pipelines) })
  if (!found) row.merge({ id: newId('ent', now), accountId, createdAt: now })
  const before = await FieldModel.query(client).where('entity_id', row.id)
  const kept = new Map(before.map((field) => [field.key, field]))
  const after = fields.map(({ help = null, ...rest }, position) => {
    const field = { ...rest, help }
    const known = kept.get(field.key)
    kept.delete(field.key)
    if (known) return known.merge({ ...field, position })
    const fresh = new FieldModel().useTransaction(trx)
    return fresh.merge({ ...field, position, id: newId('fld', now), accountId, entityId: row.id })
  })
  const changed = after.filter((field) => field.$isDirty)
  if (row.$isDirty || changed.length > 0 || kept.size > 0)
    await row.merge({ updatedAt: now }).save()
  for (const field of kept.values()) await field.delete()
  for (const field of changed) await field.save()
  return { ...definition, id: row.id, accountId }
}

/** Deletes an entity; false where leads, profiles, sources or forms still refer to it, or there is none. */
export async function removeEntity(
  trx: TransactionClientContract,
  accountId: string,
  entityId: string
): Promise<boolean> {
  for (const table of ['leads', 'profiles', 'sources'])
    if (await trx.from(table).where('entity_id', entityId).select('id').first()) return false
  const form = trx.from('forms').where('entity_id', entityId).whereNull('deleted_at')
  if (await form.select('id').first()) return false
  const gone = await EntityModel.query({ client: trx })
    .where({ account_id: accountId, id: entityId })
    .delete()
  return Number(gone[0] ?? gone) > 0
}
