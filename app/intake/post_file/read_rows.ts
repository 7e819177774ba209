import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { isRecord } from '#entities/fields/reader'
import type { Entity } from '#entities/types'
import { type ColumnMapping, isHeader, postedKeys } from '#intake/post_file/column_mapping'
import { MAX_ROW_CHARACTERS, csvRecords } from '#intake/post_file/csv_records'
import { type RowFormat, detectSeparator } from '#intake/post_file/detect_format'
import { setOwn } from '#shared/own_keys'
import { type Result, fail, ok } from '#shared/result'

/** One row of a file: its place among the rows from 1, its line, and what it says, or why it cannot be read. */
export interface FileRow {
  number: number
  line: number
  content: Result<Record<string, unknown>, string>
}

/** No row of this file can be read: nothing in it says what its columns are. */
export class UnreadableFileError extends Error {
  readonly code = 'E_UNREADABLE_FILE'
}

/** Reads rows one by one; memory does not grow with the file. `head` is how the text begins, at least its first line. */
export function readRows(
  text: AsyncIterable<string>,
  format: RowFormat,
  head: string,
  entity: Entity,
  mapping: ColumnMapping | null
): AsyncGenerator<FileRow> {
  return format === 'jsonl' ? readJsonLines(text, mapping) : readCsv(text, head, entity, mapping)
}

async function* readCsv(
  text: AsyncIterable<string>,
  head: string,
  entity: Entity,
  mapping: ColumnMapping | null
): AsyncGenerator<FileRow> {
  let keys: (string | null)[] | null = null
  let number = 0
  for await (const { line, cells } of csvRecords(text, detectSeparator(head))) {
    if (!cells.ok) {
      yield { number: ++number, line, content: cells }
      continue
    }
    if (!keys) {
      const named = isHeader(cells.value, mapping, entity)
      keys = postedKeys(named ? cells.value : cells.value.map(() => ''), mapping)
      if (keys.every((key) => key === null))
        throw new UnreadableFileError(
          `the first row names no field of "${entity.key}"; say with --map what the columns are, by name or by number`
        )
      if (named) continue
    }
    yield { number: ++number, line, content: toObject(cells.value, keys) }
  }
}

function toObject(
  cells: string[],
  keys: (string | null)[]
): Result<Record<string, unknown>, string> {
  const surplus = cells.slice(keys.length).some((cell) => cell.trim() !== '')
  if (cells.length < keys.length || surplus)
    return fail(`has ${cells.length} columns, the first row has ${keys.length}`)
  const row: Record<string, unknown> = {}
  for (const [i, key] of keys.entries()) {
    if (key === null || cells[i].trim() === '') continue
    if (Object.hasOwn(row, key)) return fail(`two columns are posted as "${key}"`)
    setOwn(row, key, cells[i])
  }
  return ok(row)
}

async function* readJsonLines(
  text: AsyncIterable<string>,
  mapping: ColumnMapping | null
): AsyncGenerator<FileRow> {
  let number = 0
  let line = 0
  for await (const raw of createInterface({ input: Readable.from(text), crlfDelay: Infinity })) {
    line++
    const content = line === 1 ? raw.replace(/^\uFEFF/, '') : raw
    if (content.trim() === '') continue
    yield { number: ++number, line, content: readJsonLine(content, mapping) }
  }
}

function readJsonLine(
  text: string,
  mapping: ColumnMapping | null
): Result<Record<string, unknown>, string> {
  if (text.length > MAX_ROW_CHARACTERS) return fail('is longer than 256 KB')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return fail(`is not valid JSON: ${(error as Error).message}`)
  }
  if (!isRecord(value)) return fail('is not a JSON object')
  if (!mapping) return ok(value)
  const row: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const posted = mapping.has(key) ? mapping.get(key)! : key
    if (posted !== null) setOwn(row, posted, value[key])
  }
  return ok(row)
}
