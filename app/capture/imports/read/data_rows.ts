import type { Import } from '#capture/imports/types'
import { type FileRecord, type LocalFile, readRecords } from '#capture/imports/read/records'

/** One row that may become a lead: its place among them, from 1. */
export type DataRow = FileRecord & { number: number }

export const fileOf = (
  { format, encoding, separator, header }: Import,
  path: string
): LocalFile => ({ path, format, encoding, separator, keys: header })

/** The rows of an import behind its header. */
export async function* dataRows(entry: Import, path: string): AsyncGenerator<DataRow> {
  let number = 0
  let headed = !entry.named || entry.format === 'jsonl'
  for await (const record of readRecords(fileOf(entry, path))) {
    if (!headed && 'cells' in record) {
      headed = true
      continue
    }
    yield { number: ++number, ...record }
  }
}
