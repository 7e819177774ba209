import { addressFor } from '#accounts/domains/address_for'
import type { Account } from '#accounts/types'
import { checkAgainst } from '#capture/forms/kept/load_check'
import { findForm, listForms, listVersions, loadVersion } from '#capture/forms/kept/repository'
import { presentForm, presentInfo } from '#capture/forms/present_form'
import type { Form } from '#capture/forms/types'
import { type Scope, showsEntity } from '#entities/entity_scope'
import { loadEntities, loadEntityById } from '#entities/repository'
import { listProfiles } from '#routing/repository'

/** Forms of an account for a table, and the entities a new one may be of. */
export async function formRows(account: Account, scope: Scope) {
  const [forms, entities, base] = await Promise.all([
    listForms(account.id, scope),
    loadEntities(account.id),
    addressFor(account.id, 'capture'),
  ])
  const byId = new Map(entities.map((one) => [one.id, one]))
  return {
    forms: forms.map((form) => {
      const entity = byId.get(form.entityId) ?? null
      return { ...presentInfo(form, entity, base), entity_name: entity?.name ?? null }
    }),
    entities: entities
      .filter(({ id }) => showsEntity(scope, id))
      .map(({ key, name, fields }) => ({
        key,
        name,
        fields: fields.map(({ label, type, required }) => ({ label, type, required })),
      })),
  }
}

/** What every page of a form knows; null where the account has none of that key. */
export async function formHead(account: Account, key: string) {
  const form = await findForm(account.id, key)
  if (!form) return null
  const [entity, base, live] = await Promise.all([
    loadEntityById(account.id, form.entityId),
    addressFor(account.id, 'capture'),
    form.version === null ? null : loadVersion(account.id, form.id, form.version),
  ])
  const changed = live && JSON.stringify(live.document) !== JSON.stringify(form.draft)
  return {
    row: form,
    props: {
      form: {
        ...presentForm(form, entity, base),
        entity_name: entity?.name ?? null,
        updated_by: form.updatedBy,
        /** The draft says something else than what is live. */
        changed: form.version === null || changed === true,
      },
    },
  }
}

/** The builder: the entity's fields, the profiles its leads may run through, and what is in the way. */
export async function builderPage(account: Account, form: Form) {
  const [entity, profiles, problems] = await Promise.all([
    loadEntityById(account.id, form.entityId),
    listProfiles(account.id),
    checkAgainst(account.id, form.entityId, form.draft),
  ])
  return {
    fields: (entity?.fields ?? []).map((field) => ({
      key: field.key,
      label: field.label,
      help: field.help ?? null,
      type: field.type,
      required: field.required,
      has_default: field.default !== null && field.default !== '',
      options: field.options,
    })),
    profiles: profiles
      .filter(({ entityId }) => entityId === form.entityId)
      .map(({ key, name }) => ({ key, name })),
    problems,
  }
}

/** Published versions, the newest first, each with its document. */
export async function versionRows(accountId: string, formId: string, live: number | null) {
  const versions = await listVersions(accountId, formId)
  return versions.map((one) => ({
    version: one.version,
    live: one.version === live,
    created_at: new Date(one.createdAt).toISOString(),
    created_by: one.createdBy,
    document: one.document,
  }))
}
