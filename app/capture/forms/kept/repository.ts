import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import FormModel from '#capture/models/form'
import FormVersionModel from '#capture/models/form_version'
import type { FormDocument } from '#capture/forms/form_document'
import type { Form, FormInfo, FormVersion } from '#capture/forms/types'
import { type Scope, idsOf } from '#entities/entity_scope'
import { loadEntityById } from '#entities/repository'
import type { Entity } from '#entities/types'

const toInfo = (row: FormModel): FormInfo => ({
  id: row.id,
  accountId: row.accountId,
  entityId: row.entityId,
  key: row.key,
  name: row.name,
  slug: row.slug,
  status: row.status,
  revision: row.revision,
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  updatedBy: row.updatedBy,
})

export const toForm = (row: FormModel): Form => ({ ...toInfo(row), draft: row.draft })

const toVersion = (row: FormVersionModel): FormVersion => ({
  formId: row.formId,
  version: row.version,
  document: row.document,
  createdAt: row.createdAt,
  createdBy: row.createdBy,
})

/** Forms of an account that are not deleted. */
export const formsOf = (accountId: string, client?: QueryClientContract) =>
  FormModel.query({ client }).where('account_id', accountId).whereNull('deleted_at')

/** Forms for a list, the newest first; `scope`: those of the entities somebody may see. */
export async function listForms(accountId: string, scope: Scope = null): Promise<FormInfo[]> {
  const query = formsOf(accountId).orderBy('id', 'desc')
  if (scope) void query.whereIn('entity_id', idsOf(scope.entityIds))
  const rows = await query
  return rows.map(toInfo)
}

/** A form with its draft; null where the account has none of that key. */
export async function findForm(
  accountId: string,
  key: string,
  client?: QueryClientContract
): Promise<Form | null> {
  const row = await formsOf(accountId, client).where('key', key).first()
  return row && toForm(row)
}

/** Forms by key, those after one; with their drafts. */
export async function formsPage(
  accountId: string,
  limit: number,
  after: string | null
): Promise<Form[]> {
  const query = formsOf(accountId).orderBy('key').limit(limit)
  if (after !== null) void query.where('key', '>', after)
  const rows = await query
  return rows.map(toForm)
}

export async function loadFormById(accountId: string, id: string): Promise<Form | null> {
  const row = await formsOf(accountId).where('id', id).first()
  return row && toForm(row)
}

/** A form as visitors see it. */
export interface LiveForm {
  form: FormInfo
  entity: Entity
  version: number
  document: FormDocument
}

/**
 * The form an address names, of whichever account: the page asks whether it is reached by a host of that account. A
 * closed form is answered with the version that was live: its page says that it is closed. Null: none, or never published.
 */
export async function findLiveForm(slug: string): Promise<LiveForm | null> {
  const row = await FormModel.query().where('slug', slug).whereNull('deleted_at').first()
  if (!row || row.version === null || row.status === 'draft') return null
  const [version, entity] = await Promise.all([
    loadVersion(row.accountId, row.id, row.version),
    loadEntityById(row.accountId, row.entityId),
  ])
  if (!version || !entity) return null
  return { form: toInfo(row), entity, version: row.version, document: version.document }
}

export async function loadVersion(
  accountId: string,
  formId: string,
  version: number,
  client?: QueryClientContract
): Promise<FormVersion | null> {
  const row = await FormVersionModel.query({ client })
    .where({ account_id: accountId, form_id: formId, version })
    .first()
  return row && toVersion(row)
}

/** Published versions, the newest first. */
export async function listVersions(accountId: string, formId: string): Promise<FormVersion[]> {
  const rows = await FormVersionModel.query()
    .where({ account_id: accountId, form_id: formId })
    .orderBy('version', 'desc')
  return rows.map(toVersion)
}
