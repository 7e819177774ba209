import { setTimeout as pause } from 'node:timers/promises'
import { loadAccount } from '#accounts/repository'
import { documentFormats, renderDocument } from '#billing/documents/document_formats'
import { DiskError, readKept } from '#billing/documents/files/document_disk'
import {
  type FileRecord,
  addRecord,
  claimRecord,
  findRecord,
  markLost,
} from '#billing/documents/files/file_records'
import { fileRunner } from '#billing/documents/files/file_runner'
import { produceFile } from '#billing/documents/files/produce_file'
import { loadTaxDocument } from '#billing/documents/load_tax_document'
import type { DocumentProblem } from '#sdk'
import { type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'

export interface KeptFile {
  bytes: Uint8Array
  name: string
  media_type: string
  sha256: string
  /** On the disk. */
  path: string
}

export type FileProblem =
  | { type: 'not_found' }
  | { type: 'not_issued'; status: string }
  | { type: 'unknown_format'; known: string[] }
  | { type: 'pending' }
  | { type: 'failed'; error: string; problems: DocumentProblem[] }
  | { type: 'disk'; error: string }

export interface FileWish {
  accountId: string
  invoiceId: string
  format: string
  /** How long somebody waits for a file that is still being made. */
  waitMs: number
}

const LOOK_MS = 150
const OWNED_MS = 60_000

/**
 * A file of a finalized document, as it was kept. One that is missing or is not what was kept is made anew from the frozen
 * data: XML has the same bytes, of a PDF the row says so.
 */
export async function readFile(wish: FileWish): Promise<Result<KeptFile, FileProblem>> {
  const { accountId, invoiceId, format } = wish
  if (format !== 'pdf' && !documentFormats().includes(format))
    return fail({ type: 'unknown_format', known: ['pdf', ...documentFormats()] })
  const invoice = await store.first('select status from invoices where id = ? and account_id = ?', [
    invoiceId,
    accountId,
  ])
  if (!invoice) return fail({ type: 'not_found' })
  if (invoice.status !== 'issued')
    return fail({ type: 'not_issued', status: invoice.status as string })
  const until = Date.now() + wish.waitMs
  for (;;) {
    const record = await findRecord(accountId, invoiceId, format)
    if (!record) await addRecord(accountId, invoiceId, format, Date.now())
    else if (record.state === 'failed') return fail(await failureOf(record))
    else if (record.state === 'ready') {
      const read = await readReady(record)
      if (read) return read
    } else if (record.format !== 'pdf' && record.due_at <= Date.now()) await makeNow(record)
    else {
      fileRunner.kick()
      if (Date.now() >= until) return fail({ type: 'pending' })
      await pause(LOOK_MS)
    }
  }
}

/** Null where the file was lost: its row waits again. */
async function readReady(record: FileRecord): Promise<Result<KeptFile, FileProblem> | null> {
  try {
    const found = await readKept(record.path!, record.sha256!)
    if (found.state === 'there')
      return ok({
        bytes: found.bytes,
        name: record.name!,
        media_type: record.media_type!,
        sha256: record.sha256!,
        path: record.path!,
      })
    await markLost(record, found.state, Date.now())
    return null
  } catch (error) {
    if (error instanceof DiskError) return fail({ type: 'disk', error: error.message })
    throw error
  }
}

/** A document the format cannot say: which rules stand against it. */
async function failureOf(record: FileRecord): Promise<FileProblem> {
  const { account_id: accountId, invoice_id: invoiceId, format, error } = record
  const account = format === 'pdf' ? null : await loadAccount(accountId)
  const document = account && (await loadTaxDocument(account, invoiceId, { items: false }))
  const rendered = document?.ok ? await renderDocument(document.value, format) : null
  const refused = rendered && !rendered.ok && rendered.problem.type === 'refused'
  return {
    type: 'failed',
    error: error ?? '',
    problems: refused ? (rendered.problem as { problems: DocumentProblem[] }).problems : [],
  }
}

/** XML takes a millisecond, that of a long document a thread of its own: nobody waits for the runner. */
async function makeNow(record: FileRecord) {
  const now = Date.now()
  if (await claimRecord(record.id, now, now + OWNED_MS)) await produceFile(record, now)
  else await pause(LOOK_MS)
}
