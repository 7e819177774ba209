import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { eraseFormsOf } from '#capture/hosted/erase_person'
import { forgetFilesOf } from '#capture/imports/forget_files'
import { VEILED } from '#entities/veil_values'
import { patternOfValues } from '#entities/value_patterns'
import { type Identity, textsOf } from '#privacy/identity'

const AT_ONCE = 400

/** Texts people of the team wrote that may name whom they looked for. */
const WRITTEN = [
  ['saved_views', 'name'],
  ['saved_views', 'filter'],
  ['lead_jobs', 'filter'],
  ['lead_jobs', 'change'],
] as const

/**
 * What names a person and belongs to no lead: kept mails to them or about them, what somebody looked for, files made for
 * an earlier request, what they began in a form, and files their leads were imported from. Done again it finds nothing,
 * so a crash in between loses nothing.
 */
export async function eraseBeside(
  accountId: string,
  requestId: string,
  identity: Identity,
  leads: readonly string[]
): Promise<void> {
  await forgetFilesOf(accountId, leads)
  await forgetReceived(accountId, leads)
  const texts = textsOf(identity)
  const pattern = patternOfValues(texts)
  if (!pattern) return
  await eraseMails(accountId, texts)
  for (const [table, column] of WRITTEN) await veil(accountId, table, column, texts, pattern)
  const phone = identity.phone === undefined ? null : patternOfValues([identity.phone])
  // A number stands in a form as it was typed.
  const isTheirs = (text: string) =>
    names(text, texts) || (phone !== null && text.search(phone) >= 0)
  await eraseFormsOf(accountId, isTheirs)
  await eraseFiles(accountId, requestId)
}

/** What endpoints noted of the requests that brought them. */
async function forgetReceived(accountId: string, leads: readonly string[]) {
  for (let n = 0; n < leads.length; n += AT_ONCE)
    await db
      .from('intake_requests')
      .where('account_id', accountId)
      .whereIn('lead_id', leads.slice(n, n + AT_ONCE))
      .delete()
}

const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`

/** Whole words: an address is not part of a longer one. */
const names = (text: string, texts: string[]) =>
  texts.some((one) => {
    const quoted = one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`(?<![\\w.+-])${quoted}(?![\\w-]|\\.\\w)`, 'i').test(text)
  })

async function eraseMails(accountId: string, texts: string[]) {
  for (const text of texts) {
    const sql = ['"to"', 'subject', 'text', 'html']
      .map((column) => `lower(${column}) like ? escape '\\'`)
      .join(' or ')
    const rows: Record<string, string | null>[] = await db
      .from('mails')
      .where('account_id', accountId)
      .whereRaw(`(${sql})`, [like(text), like(text), like(text), like(text)])
      .select('id', 'to', 'subject', 'text', 'html')
    const gone = rows.filter(({ to, subject, text: body, html }) =>
      names([to, subject, body, html].join('\n'), texts)
    )
    await db
      .from('mails')
      .where('account_id', accountId)
      .whereIn(
        'id',
        gone.map((row) => row.id!)
      )
      .delete()
  }
}

async function veil(
  accountId: string,
  table: string,
  column: string,
  texts: string[],
  pattern: RegExp
) {
  const rows: Record<string, string>[] = await db
    .from(table)
    .where('account_id', accountId)
    .whereNotNull(column)
    .select('id', column)
  for (const row of rows) {
    if (!names(row[column], texts)) continue
    const told = row[column].replace(pattern, VEILED)
    await db
      .from(table)
      .where({ account_id: accountId, id: row.id })
      .update({ [column]: told })
  }
}

/** Files with the same person's data, and whom those requests were about. */
async function eraseFiles(accountId: string, requestId: string) {
  const own = await db
    .from('privacy_requests')
    .where({ account_id: accountId, id: requestId })
    .first()
  const same = await db
    .from('privacy_requests')
    .where('account_id', accountId)
    .where('kind', 'access')
    .where((any) => {
      for (const column of ['email_hash', 'phone_hash', 'external_hash'])
        if (own[column]) void any.orWhere(column, own[column])
    })
  for (const { id, file } of same) {
    if (file) await drive.use().delete(file)
    await db
      .from('privacy_requests')
      .where({ account_id: accountId, id })
      .whereIn('status', ['done', 'cancelled'])
      .update({ file: null, file_until: null, subject: null })
  }
}
