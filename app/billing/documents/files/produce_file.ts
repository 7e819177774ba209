import { loadAccount } from '#accounts/repository'
import { keepFile } from '#billing/documents/files/document_disk'
import { type FileRecord, markFailed, markReady } from '#billing/documents/files/file_records'
import { makeFile } from '#billing/documents/files/make_file'
import { lookOf } from '#billing/documents/look/load_look'
import { loadTaxDocument } from '#billing/documents/load_tax_document'

/** Makes the file of a row that is ours and keeps it. Whatever becomes of it stands in the row; nothing is thrown. */
export async function produceFile(record: FileRecord, at: number): Promise<void> {
  try {
    const account = await loadAccount(record.account_id)
    const items = record.format === 'pdf'
    const document = account && (await loadTaxDocument(account, record.invoice_id, { items }))
    if (!document?.ok) return await markFailed(record, 'there is no such document', true, at)
    const look = items
      ? await lookOf(record.account_id, record.invoice_id, document.value)
      : undefined
    const made = await makeFile(document.value, record.format, at, look)
    if (!made.ok) return await markFailed(record, made.problem.message, made.problem.final, at)
    const { bytes, extension, ...named } = made.value
    const place = {
      account: record.account_id,
      invoice: record.invoice_id,
      format: record.format,
      extension,
    }
    const kept = await keepFile(place, bytes)
    await markReady(record.id, { ...kept, ...named }, Date.now())
  } catch (error) {
    await markFailed(record, (error as Error).message, false, Date.now())
  }
}
