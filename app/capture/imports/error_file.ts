import { csvLine } from '#shared/csv_cell'
import type { Problem } from '#shared/result'
import { type BadRow, refusedRows } from '#capture/imports/bad_rows'
import { openLocalFile } from '#capture/imports/import_files'
import { textOf } from '#capture/imports/open_import'
import { type DataRow, dataRows } from '#capture/imports/read/data_rows'
import type { Import } from '#capture/imports/types'

const MARK = '\uFEFF'
const REJECTED: Problem = {
  field: '',
  rule: 'duplicate',
  message: 'A lead of this person exists already',
}

/** The columns that say what is wrong, behind those of the file. */
export const ERROR_COLUMNS = ['row', 'field', 'problem'] as const

/**
 * The rows of an import that did not become leads, as they came, with what is wrong with each: to be put right and sent
 * again. Made from the file itself, so nothing of it is kept a second time.
 */
export async function* errorFile(entry: Import): AsyncGenerator<string> {
  const names = entry.header.map((name, i) => name || `column_${i + 1}`)
  yield MARK + csvLine([...names, ...ERROR_COLUMNS])
  const refused = refusedRows(entry.accountId, entry.id)
  let next = await refused.next()
  if (next.done) return
  const { path, close } = await openLocalFile(entry.path!)
  try {
    for await (const row of dataRows(entry, path)) {
      if (row.number < next.value.number) continue
      yield csvLine(lineOf(row, next.value, names.length))
      next = await refused.next()
      if (next.done) return
    }
  } finally {
    await close()
  }
}

function lineOf(
  row: DataRow,
  { number, problems, rejected }: BadRow & { rejected: boolean },
  width: number
): string[] {
  const cells = 'cells' in row ? row.cells.map(textOf) : []
  const wrong = rejected ? [REJECTED] : problems
  return [
    ...Array.from({ length: width }, (_, i) => cells[i] ?? ''),
    String(number),
    wrong.map(({ field }) => field).join('; '),
    wrong.map(({ message }) => message).join('; '),
  ]
}
