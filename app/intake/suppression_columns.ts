import { type EntryKind, type ReadEntry, readEntry } from '#intake/suppression_forms'
import { type Result, fail } from '#shared/result'

const SEPARATORS = [';', '\t', ',', '|']
const MOST_CELLS = 200

/** The cells of a line of CSV; quotes are taken off. An address holds none of the separators. */
export function cellsOf(line: string): string[] {
  const separator = SEPARATORS.find((one) => line.includes(one))
  if (!separator) return [unquoted(line)]
  return line.split(separator, MOST_CELLS).map(unquoted)
}

const unquoted = (cell: string) => {
  const text = cell.trim()
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1).trim() : text.replace(/^'/, '')
}

/** The column entries stand in, by the first line that has one; addresses and hashes before what might be a number. */
export function columnOf(
  cells: readonly string[],
  kind: EntryKind | null,
  country: string | null
): number | null {
  const reads = (one: EntryKind) => cells.findIndex((cell) => readEntry(cell, one, country).ok)
  for (const one of kind ? [kind] : (['email', 'hash', 'domain', 'phone'] as const)) {
    const at = reads(one)
    if (at !== -1) return at
  }
  return null
}

/** The entry of a line; the first line may be a head. */
export function entryOf(
  cells: readonly string[],
  column: number,
  kind: EntryKind | null,
  country: string | null
): Result<ReadEntry, string> {
  const cell = cells[column] ?? ''
  return cell === '' ? fail('is empty') : readEntry(cell, kind, country)
}
