import { Zip, ZipPassThrough } from 'fflate'
import type { Account } from '#accounts/types'
import { readFile } from '#billing/documents/files/read_file'
import { type InvoiceFilters, findInvoices } from '#billing/invoices/find_invoices'

/** What one archive holds at most: it is written for downloading, not for moving house. */
export const MOST_DOCUMENTS = 5_000
const PAGE = 100

interface Wanted {
  id: string
  number: string
}

/** Finalized documents of a filter, newest first. */
async function* documentsOf(account: Account, filters: InvoiceFilters): AsyncGenerator<Wanted> {
  let cursor: string | undefined
  for (let left = MOST_DOCUMENTS; left > 0; left -= PAGE) {
    const { data } = await findInvoices(account, { ...filters, cursor, limit: PAGE })
    for (const { id, number } of data) if (number) yield { id, number }
    if (data.length < PAGE) return
    cursor = data.at(-1)!.id
  }
}

/**
 * A ZIP with the files of all documents of a filter, byte for byte as they are kept; written while it is read, one file in
 * memory at a time. What cannot be had is named in a text of its own, so that nobody takes the rest for all.
 */
export async function* zipFiles(
  account: Account,
  filters: InvoiceFilters,
  formats: readonly string[]
): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  const add = (name: string, bytes: Uint8Array) => {
    // Packed as they are: PDFs are packed already.
    const entry = new ZipPassThrough(name)
    zip.add(entry)
    entry.push(bytes, true)
  }
  const missing: string[] = []
  for await (const { id, number } of documentsOf(account, filters)) {
    for (const format of formats) {
      const file = await readFile({ accountId: account.id, invoiceId: id, format, waitMs: 0 })
      if (file.ok) add(file.value.name, file.value.bytes)
      else
        missing.push(
          `${number} ${format}: ${'error' in file.problem ? file.problem.error : file.problem.type}`
        )
      yield* chunks
      chunks = []
    }
  }
  if (missing.length) add('missing.txt', Buffer.from(`${missing.join('\n')}\n`))
  zip.end()
  yield* chunks
}
