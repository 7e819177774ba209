import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import type { FormDocument } from '#capture/forms/form_document'
import { formsOf, findForm } from '#capture/forms/kept/repository'
import { parseForm } from '#capture/forms/parse_form'
import type { Form } from '#capture/forms/types'
import FormModel from '#capture/models/form'
import { diffForms } from '#distribution/blueprint/diff_forms'
import type { ConfigFailure } from '#distribution/configuration/types'
import { loadEntityById } from '#entities/repository'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'

interface By {
  actor: string | null
  now?: number
}

export interface NewForm {
  key: string
  name: string
  entityId: string
  document: FormDocument
}

/** Small letters and digits that are not mistaken for others. */
const LETTERS = 'abcdefghjkmnpqrstvwxyz23456789'
const SLUG_LETTERS = 8

/** The key and letters nobody can guess, so that one form's address does not give away another's. */
function newSlug(key: string): string {
  const stem = key.toLowerCase().replaceAll('_', '-').slice(0, 22)
  const tail = [...randomBytes(SLUG_LETTERS)].map((byte) => LETTERS[byte % LETTERS.length])
  return `${stem}-${tail.join('')}`
}

/** Makes a form that is a draft; a key that is taken is a conflict. */
export async function createForm(
  accountId: string,
  { key, name, entityId, document }: NewForm,
  { actor, now = Date.now() }: By
): Promise<Result<Form, ConfigFailure>> {
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    if (await findForm(accountId, key, trx))
      return fail({ type: 'conflict' as const, message: `"${key}" exists already` })
    if (!(await loadEntityById(accountId, entityId, trx))) return fail(NO_ENTITY)
    const row = new FormModel().useTransaction(trx).merge({
      ...{ id: newId('frm', now), accountId, entityId, key, name, slug: newSlug(key) },
      ...{ status: 'draft', draft: document, revision: 1, version: null },
      ...{ createdAt: now, updatedAt: now, updatedBy: actor },
    })
    await row.save()
    await recordChange(trx, { accountId, actor, object: `forms.${key}`, action: 'created' })
    return ok((await findForm(accountId, key, trx))!)
  })
}

const NO_ENTITY: ConfigFailure = {
  type: 'invalid',
  problems: [{ field: 'entity', rule: 'unknown', message: 'is no entity of this account' }],
}

export interface FormChange {
  name?: string
  /** As it came: it is read here. */
  document?: unknown
  /** The revision it was made on top of; on top of any other it is refused. Absent: whatever stands is changed. */
  base?: number
}

/**
 * Keeps a change of a form's name and draft. A draft need not be fit to be published; what cannot be read is refused.
 */
export async function saveForm(
  accountId: string,
  key: string,
  { name, document, base }: FormChange,
  { actor, now = Date.now() }: By
): Promise<Result<Form, ConfigFailure>> {
  const read = document === undefined ? null : parseForm(document, 'document')
  if (read && !read.ok) return fail({ type: 'invalid', problems: read.problem })
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const form = await findForm(accountId, key, trx)
    if (!form) return fail({ type: 'not_found' as const })
    const wished = { name: name ?? form.name, document: read?.value ?? form.draft }
    if (base !== undefined && base !== form.revision) return fail(stale(form, wished))
    const current = { name: form.name, document: form.draft }
    const changes = diffForms(current, wished)
    if (changes.length === 0) return ok(form)
    await formsOf(accountId, trx)
      .where('id', form.id)
      .update({
        ...{ name: wished.name, draft: JSON.stringify(wished.document) },
        ...{ revision: form.revision + 1, updated_at: now, updated_by: actor },
      })
    const detail = { changes: changes.slice(0, 200) }
    await recordChange(trx, { accountId, actor, object: `forms.${key}`, action: 'updated', detail })
    return ok((await findForm(accountId, key, trx))!)
  })
}

/** Who saved meanwhile, when, and what saving on top of that would change. */
export function stale(form: Form, wished: { name: string; document: FormDocument }): ConfigFailure {
  const current = { name: form.name, document: form.draft }
  return {
    type: 'stale',
    stale: {
      current,
      revision: String(form.revision),
      changes: diffForms(current, wished),
      saved_by: form.updatedBy,
      saved_at: new Date(form.updatedAt).toISOString(),
    },
  }
}
