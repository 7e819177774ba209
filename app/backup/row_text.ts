import type { Cell, Cells, TableShape } from '#backup/types'

/** Bytes in a line of JSON. */
interface Bytes {
  $bytes: string
}

/**
 * One row as one line: columns by name, the same text from either database, so that equal rows have equal sums. Numbers of
 * a `real` column are those of single precision, which is all one of the databases keeps.
 */
export function writeRow(table: TableShape, row: Cells): string {
  const line: Record<string, Exclude<Cell, Buffer> | Bytes> = {}
  for (const { name, kind } of table.columns) {
    const value = row[name] ?? null
    if (value === null) line[name] = null
    else if (kind === 'boolean') line[name] = value === true || value === 1
    else if (kind === 'real') line[name] = Math.fround(Number(value))
    else if (Buffer.isBuffer(value)) line[name] = { $bytes: value.toString('base64') }
    else line[name] = value
  }
  return JSON.stringify(line)
}

export function readRow(line: string): Cells {
  const row = JSON.parse(line) as Record<string, Exclude<Cell, Buffer> | Bytes>
  for (const [name, value] of Object.entries(row))
    if (typeof value === 'object' && value !== null)
      (row as Cells)[name] = Buffer.from(value.$bytes, 'base64')
  return row as Cells
}
