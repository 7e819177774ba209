import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import MailTemplateModel from '#crm/models/mail_template'
import type { MailTemplate, MailTemplateValues } from '#crm/mail_templates/types'

const toTemplate = (row: MailTemplateModel): MailTemplate => ({
  ...{ id: row.id, accountId: row.accountId, key: row.key, name: row.name },
  ...{ entity: row.entity, language: row.language, subject: row.subject, text: row.text },
  ...{ createdAt: row.createdAt, updatedAt: row.updatedAt },
})

const live = (accountId: string, client?: QueryClientContract) =>
  MailTemplateModel.query({ client }).where('account_id', accountId).whereNull('deleted_at')

/** Null where the account has none of that key. */
export async function loadMailTemplate(
  accountId: string,
  key: string
): Promise<MailTemplate | null> {
  const row = await live(accountId).where('key', key).first()
  return row && toTemplate(row)
}

/** Templates of an account in the order they were made. */
export async function listMailTemplates(accountId: string): Promise<MailTemplate[]> {
  const rows = await live(accountId).orderBy('id')
  return rows.map(toTemplate)
}

/** Writes a template by key, in the caller's transaction. */
export async function saveMailTemplate(
  trx: TransactionClientContract,
  accountId: string,
  values: MailTemplateValues,
  now: number
): Promise<void> {
  const columns = { ...values, updatedAt: now, deletedAt: null }
  const row = await MailTemplateModel.query({ client: trx })
    .where({ account_id: accountId, key: values.key })
    .first()
  if (row) return void (await row.merge(columns).save())
  const id = newId('mtpl', now)
  await MailTemplateModel.create({ id, accountId, ...columns, createdAt: now }, { client: trx })
}

/** What was sent keeps its words: a template is only hidden. */
export async function removeMailTemplate(
  trx: TransactionClientContract,
  accountId: string,
  id: string,
  now: number
) {
  await MailTemplateModel.query({ client: trx })
    .where({ account_id: accountId, id })
    .update({ deleted_at: now, updated_at: now })
}
