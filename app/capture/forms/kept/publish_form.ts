import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { type ConfigAction, lockConfiguration, recordChange } from '#accounts/config_changes'
import type { FormDocument } from '#capture/forms/form_document'
import { checkAgainst, inTheWay } from '#capture/forms/kept/load_check'
import { findForm, formsOf, loadVersion } from '#capture/forms/kept/repository'
import { stale } from '#capture/forms/kept/save_form'
import type { Form } from '#capture/forms/types'
import FormVersionModel from '#capture/models/form_version'
import type { ConfigFailure } from '#distribution/configuration/types'
import { type Result, fail, ok } from '#shared/result'

interface By {
  actor: string | null
  now?: number
}
type Done = Promise<Result<Form, ConfigFailure>>
/** Columns of the row that change, or why nothing does. */
type Change = Record<string, unknown>

/** Finds the form, does what is asked for, and writes it into the history, in one transaction. */
function change(
  accountId: string,
  key: string,
  { actor, now = Date.now() }: By,
  action: ConfigAction,
  make: (
    form: Form,
    trx: TransactionClientContract,
    now: number
  ) => Promise<Result<Change, ConfigFailure>>
): Done {
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const form = await findForm(accountId, key, trx)
    if (!form) return fail({ type: 'not_found' as const })
    const made = await make(form, trx, now)
    if (!made.ok) return made
    const row: Change = { updated_at: now, updated_by: actor, ...made.value }
    await formsOf(accountId, trx).where('id', form.id).update(row)
    const detail = row.version === undefined ? {} : { version: row.version }
    await recordChange(trx, { accountId, actor, object: `forms.${key}`, action, detail })
    return ok((await findForm(accountId, key, trx)) ?? form)
  })
}

/**
 * Makes the draft live as the next version; what says the same as the live one already makes none. Refused while
 * something is in the way, and on top of a draft that somebody else saved meanwhile.
 */
export const publishForm = (
  accountId: string,
  key: string,
  { base, ...by }: By & { base?: number }
): Done =>
  change(accountId, key, by, 'published', async (form, trx, now) => {
    if (base !== undefined && base !== form.revision)
      return fail(stale(form, { name: form.name, document: form.draft }))
    const fit = await checked(form, form.draft, trx)
    if (!fit.ok) return fit
    const live =
      form.version === null ? null : await loadVersion(accountId, form.id, form.version, trx)
    if (live && JSON.stringify(live.document) === JSON.stringify(form.draft))
      return ok({ status: 'live' })
    const version = (await latestNumber(form.id, trx)) + 1
    await new FormVersionModel()
      .useTransaction(trx)
      .merge({
        ...{ id: `${form.id}.${version}`, accountId, formId: form.id, version },
        ...{ document: form.draft, createdAt: now, createdBy: by.actor },
      })
      .save()
    return ok({ status: 'live', version })
  })

/** Makes an earlier version live again, and the draft: what the draft said is given up. */
export const revertForm = (accountId: string, key: string, version: number, by: By): Done =>
  change(accountId, key, by, 'reverted', async (form, trx) => {
    const found = await loadVersion(accountId, form.id, version, trx)
    if (!found) return fail({ type: 'not_found' })
    const fit = await checked(form, found.document, trx)
    if (!fit.ok) return fit
    const draft = JSON.stringify(found.document)
    return ok({ status: 'live', version, draft, revision: form.revision + 1 })
  })

/** A closed form says that it is, and takes nothing. */
export const setFormOpen = (accountId: string, key: string, open: boolean, by: By): Done =>
  change(accountId, key, by, 'updated', async (form) =>
    form.version === null
      ? fail({ type: 'conflict', message: 'the form was never published' })
      : ok({ status: open ? 'live' : 'closed' })
  )

/** Versions, figures and what came in stay: leads name them. The key is free for another one. */
export const deleteForm = (accountId: string, key: string, by: By): Done =>
  change(accountId, key, by, 'deleted', async (form, _trx, now) =>
    ok({ key: form.id, deleted_at: now })
  )

async function checked(
  form: Form,
  document: FormDocument,
  trx: TransactionClientContract
): Promise<Result<null, ConfigFailure>> {
  const problems = inTheWay(await checkAgainst(form.accountId, form.entityId, document, trx))
  if (problems.length === 0) return ok(null)
  const told = problems.map(({ field, rule, message }) => ({
    field: `document.${field}`,
    rule,
    message,
  }))
  return fail({ type: 'invalid', problems: told })
}

async function latestNumber(formId: string, trx: TransactionClientContract): Promise<number> {
  const row = await trx
    .from('form_versions')
    .where('form_id', formId)
    .max('version as latest')
    .first()
  return Number(row?.latest ?? 0)
}
