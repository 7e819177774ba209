import db from '@adonisjs/lucid/services/db'
import { KEPT_FORMATS, fileId, fileRow } from '#billing/documents/files/file_rows'
import { retryAt } from '#billing/documents/files/retry_files'
import { store } from '#store/store'
import type { Row } from '#store/types'

/** A file of a document as its row tells. */
export interface FileRecord {
  id: string
  account_id: string
  invoice_id: string
  format: string
  state: 'pending' | 'ready' | 'failed'
  path: string | null
  name: string | null
  media_type: string | null
  sha256: string | null
  size: number | null
  template: string | null
  /** Files that were lost and made anew. */
  replaced: { sha256: string; at: number; why: 'missing' | 'damaged' }[]
  attempts: number
  error: string | null
  due_at: number
  ready_at: number | null
}

const toRecord = (row: Row): FileRecord => ({
  ...(row as unknown as FileRecord),
  replaced: JSON.parse(row.replaced as string) as FileRecord['replaced'],
  size: row.size === null ? null : Number(row.size),
  attempts: Number(row.attempts),
  due_at: Number(row.due_at),
  ready_at: row.ready_at === null ? null : Number(row.ready_at),
})

export async function findRecord(
  accountId: string,
  invoiceId: string,
  format: string
): Promise<FileRecord | null> {
  const row = await store.first('select * from document_files where id = ? and account_id = ?', [
    fileId(invoiceId, format),
    accountId,
  ])
  return row && toRecord(row)
}

/** Files of documents, by document and format. */
export async function recordsOf(accountId: string, invoiceIds: string[]): Promise<FileRecord[]> {
  if (!invoiceIds.length) return []
  const rows = await store.all(
    'select * from document_files where invoice_id in (??) and account_id = ? order by invoice_id, format',
    [invoiceIds, accountId]
  )
  return rows.map(toRecord)
}

/** A further format of a document is wanted; nothing where it was wanted before. */
export async function addRecord(accountId: string, invoiceId: string, format: string, at: number) {
  await db
    .table('document_files')
    .insert(fileRow(accountId, invoiceId, format, at))
    .knexQuery.onConflict('id')
    .ignore()
}

/** Rows for finalized documents that have none. */
export async function addMissing(at: number) {
  for (const format of KEPT_FORMATS)
    await db.rawQuery(
      `insert into document_files (id, account_id, invoice_id, format, state, due_at, created_at)
       select i.id || ':${format}', i.account_id, i.id, '${format}', 'pending', ${at}, ${at} from invoices i
       where i.status = 'issued' and not exists (select 1 from document_files f where f.id = i.id || ':${format}')
       on conflict do nothing`
    )
}

/** What waits to be made and nobody works on. */
export async function dueRecords(now: number, limit: number): Promise<FileRecord[]> {
  const rows = await store.all(
    `select * from document_files where state = 'pending' and due_at <= ? and owned_until < ? order by due_at limit ${limit}`,
    [now, now]
  )
  return rows.map(toRecord)
}

/** True where it is ours until then: of several processes one makes it. */
export async function claimRecord(id: string, now: number, until: number): Promise<boolean> {
  return changed(
    await db
      .from('document_files')
      .where({ id, state: 'pending' })
      .where('owned_until', '<', now)
      .update({ owned_until: until })
  )
}

export interface MadeFile {
  path: string
  name: string
  media_type: string
  sha256: string
  size: number
  template: string
}

/** The file is there. Only what waits becomes ready: a file that is there is never replaced. */
export const markReady = async (id: string, file: MadeFile, at: number): Promise<boolean> =>
  changed(
    await db
      .from('document_files')
      .where({ id, state: 'pending' })
      .update({ ...file, state: 'ready', error: null, owned_until: 0, ready_at: at })
  )

/** An attempt came to nothing. `final`: no further one would do better. */
export async function markFailed(record: FileRecord, error: string, final: boolean, at: number) {
  const attempts = record.attempts + 1
  const next = final ? null : retryAt(attempts, at)
  await db
    .from('document_files')
    .where({ id: record.id, state: 'pending' })
    .update({
      ...{ state: next === null ? 'failed' : 'pending', attempts, error: error.slice(0, 500) },
      ...{ due_at: next ?? at, owned_until: 0 },
    })
}

/** What was there is not, or is something else: it is made anew from the frozen data, and that is written down. */
export const markLost = async (record: FileRecord, why: 'missing' | 'damaged', at: number) =>
  changed(
    await db
      .from('document_files')
      .where({ id: record.id, state: 'ready', sha256: record.sha256 })
      .update({
        ...{ state: 'pending', attempts: 0, due_at: at, owned_until: 0 },
        replaced: JSON.stringify([...record.replaced, { sha256: record.sha256, at, why }]),
      })
  )

/** A person wants another try, now. */
export const retryRecords = async (accountId: string, invoiceId: string, at: number) =>
  db
    .from('document_files')
    .where({ account_id: accountId, invoice_id: invoiceId })
    .whereIn('state', ['failed', 'pending'])
    .where('owned_until', '<', at)
    .update({ state: 'pending', attempts: 0, due_at: at })

const changed = (count: unknown) => Number(Array.isArray(count) ? count[0] : count) > 0
