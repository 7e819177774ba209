import type { AcceptContext, Entity } from '#entities/types'
import { signatureOf } from '#capture/imports/signature'
import { hasHeader } from '#capture/imports/guess/find_header'
import { guessColumns } from '#capture/imports/guess/guess_columns'
import { dateOrderOf, decimalMarkOf } from '#capture/imports/guess/looks_like'
import { jsonKeys, readRecords } from '#capture/imports/read/records'
import type { Probed } from '#capture/imports/read/file_probe'
import { UnreadableFileError } from '#capture/imports/read/unreadable_file'
import type {
  ColumnFormat,
  ColumnGuess,
  ImportSettings,
  RememberedMapping,
} from '#capture/imports/types'

export interface Looked {
  header: string[]
  named: boolean
  guesses: ColumnGuess[]
  mapping: ImportSettings['mapping']
  formats: ImportSettings['formats']
}

const LOOKED_AT = 1_000

/** Looks at the first rows of a file: what its columns are called, and where they go. `named` overrides what is found. */
export async function lookAtFile(
  path: string,
  probed: Probed,
  entity: Entity,
  { country }: Pick<AcceptContext, 'country'>,
  options: {
    named?: boolean
    remembered(signature: string): Promise<RememberedMapping | null>
  }
): Promise<Looked> {
  const local = { path, ...probed }
  const keys = probed.format === 'jsonl' ? await jsonKeys(local) : undefined
  const rows: string[][] = []
  for await (const record of readRecords({ ...local, keys })) {
    if ('cells' in record) rows.push(record.cells.map(textOf))
    if (rows.length > LOOKED_AT) break
  }
  if (!rows.length && !keys?.length) throw new UnreadableFileError('empty', 'The file has no rows')
  const named = keys ? true : (options.named ?? hasHeader(rows, entity))
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const first = rows[0] ?? []
  const header =
    keys ??
    (named
      ? widened(first, probed.format === 'xlsx' ? width : first.length).map((cell) => cell.trim())
      : Array.from({ length: width }, (_, i) => `column_${i + 1}`))
  const data = named && !keys ? rows.slice(1) : rows
  const columns = header.map((name, i) => ({ name, values: data.map((row) => row[i] ?? '') }))
  const remembered = named ? await options.remembered(signatureOf(entity.id, header)) : null
  const guesses = guessColumns(columns, entity, remembered)
  const formats = Object.fromEntries(
    columns.flatMap(({ values }, i) => {
      const format: ColumnFormat = {}
      const [date, decimal] = [dateOrderOf(values, country), decimalMarkOf(values)]
      if (date) format.date = date
      if (decimal) format.decimal = decimal
      return date || decimal ? [[String(i), format]] : []
    })
  )
  return {
    ...{ header, named, guesses },
    mapping: Object.fromEntries(guesses.map(({ target }, i) => [String(i), target])),
    formats: { ...formats, ...remembered?.formats },
  }
}

const widened = (row: string[], width: number) =>
  Array.from({ length: Math.max(width, row.length) }, (_, i) => row[i] ?? '')

export const textOf = (cell: unknown): string =>
  typeof cell === 'string'
    ? cell
    : cell === null || cell === undefined
      ? ''
      : typeof cell === 'object'
        ? JSON.stringify(cell)
        : String(cell)
