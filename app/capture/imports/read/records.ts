import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { isRecord } from '#entities/fields/reader'
import { MAX_ROW_CHARACTERS, csvRecords } from '#intake/post_file/csv_records'
import type { Encoding } from '#intake/post_file/detect_format'
import { setOwn } from '#shared/own_keys'
import { MAX_COLUMNS, xlsxRows } from '#capture/imports/read/xlsx_rows'
import { UnreadableFileError } from '#capture/imports/read/unreadable_file'
import type { ImportFormat } from '#capture/imports/types'

/** A file that lies on this machine, and what it was found to be. */
export interface LocalFile {
  path: string
  format: ImportFormat
  encoding: Encoding | null
  separator: string | null
  /** Of JSON lines: their keys in the order in which they are cells. */
  keys?: string[]
}

/** A row as it stands in the file, or why it cannot be read (`row`, a word for it). Cells of JSON are values. */
export type FileRecord =
  | { line: number; cells: unknown[]; rest?: Record<string, unknown> }
  | { line: number; unreadable: 'too_long' | 'json' | 'quotes' }

/** All rows of a file one by one, the header among them; memory does not grow with the file. */
export function readRecords(file: LocalFile): AsyncGenerator<FileRecord> {
  if (file.format === 'xlsx') return sheetRecords(file.path)
  const text = textOf(file)
  return file.format === 'jsonl' ? jsonRecords(text, file.keys ?? []) : textRecords(text, file)
}

async function* textOf({ path, encoding }: LocalFile): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding ?? 'utf-8')
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>)
    yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

async function* textRecords(
  text: AsyncIterable<string>,
  { separator }: LocalFile
): AsyncGenerator<FileRecord> {
  for await (const { line, cells } of csvRecords(text, separator ?? ',')) {
    if (!cells.ok)
      yield { line, unreadable: /record size/i.test(cells.problem) ? 'too_long' : 'quotes' }
    else if (cells.value.length > MAX_COLUMNS) throw tooWide()
    else if (cells.value.some((cell) => cell.trim() !== '')) yield { line, cells: cells.value }
  }
}

async function* sheetRecords(path: string): AsyncGenerator<FileRecord> {
  for await (const { line, cells } of xlsxRows(path)) yield { line, cells }
}

const tooWide = () =>
  new UnreadableFileError('too_wide', `The file has more than ${MAX_COLUMNS} columns`)

async function* jsonRecords(
  text: AsyncIterable<string>,
  keys: string[]
): AsyncGenerator<FileRecord> {
  const places = new Map(keys.map((key, i) => [key, i]))
  for await (const { line, record } of jsonObjects(text)) {
    if (typeof record === 'string') {
      yield { line, unreadable: record }
      continue
    }
    const cells: unknown[] = new Array(keys.length).fill('')
    const rest: Record<string, unknown> = {}
    for (const [key, value] of Object.entries(flat(record))) {
      const place = places.get(key)
      if (place === undefined) setOwn(rest, key, value)
      else cells[place] = value
    }
    yield { line, cells, rest }
  }
}

type Json = Record<string, unknown>

async function* jsonObjects(
  text: AsyncIterable<string>
): AsyncGenerator<{ line: number; record: Json | 'too_long' | 'json' }> {
  let line = 0
  for await (const raw of createInterface({ input: Readable.from(text), crlfDelay: Infinity })) {
    line++
    const content = line === 1 ? raw.replace(/^\uFEFF/, '') : raw
    if (content.trim() === '') continue
    if (content.length > MAX_ROW_CHARACTERS) yield { line, record: 'too_long' }
    else yield { line, record: parsed(content) }
  }
}

function parsed(text: string): Json | 'json' {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : 'json'
  } catch {
    return 'json'
  }
}

/** Objects inside are told by their path (`address.city`), as deep as a field goes; `values` is where leads keep theirs. */
function flat(row: Json): Json {
  const whole = isRecord(row.values) ? { ...row, ...row.values } : row
  const found: Json = {}
  for (const [key, value] of Object.entries(whole)) {
    if (key === 'values' && isRecord(value)) continue
    if (isRecord(value) && !('amount' in value))
      for (const [part, one] of Object.entries(value)) setOwn(found, `${key}.${part}`, one)
    else setOwn(found, key, value)
  }
  return found
}

const KEYS_FROM_ROWS = 1_000

/** The keys of JSON lines, as their first rows have them. */
export async function jsonKeys(file: LocalFile): Promise<string[]> {
  const keys = new Set<string>()
  let rows = 0
  for await (const { record } of jsonObjects(textOf(file))) {
    if (typeof record !== 'string') for (const key of Object.keys(flat(record))) keys.add(key)
    if (keys.size > MAX_COLUMNS) throw tooWide()
    if (++rows === KEYS_FROM_ROWS) break
  }
  return [...keys]
}
