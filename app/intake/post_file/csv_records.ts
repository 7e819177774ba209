import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { type Result, fail, ok } from '#shared/result'

/** What one row of a file may have; a quote that is never closed takes no more than this with it. */
export const MAX_ROW_CHARACTERS = 256 * 1024

/** One record of separated text: the line it ends on, and its cells, or why it cannot be read. */
export interface CsvRecord {
  line: number
  cells: Result<string[], string>
}

interface Parsed {
  record: string[]
  info: { lines: number }
}

/** Reads records one by one, blank lines left out; memory does not grow with the text. */
export async function* csvRecords(
  text: AsyncIterable<string>,
  separator: string
): AsyncGenerator<CsvRecord> {
  const skipped: CsvRecord[] = []
  const parser = parse({
    delimiter: separator,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW_CHARACTERS,
    on_skip: (error) => {
      if (error) skipped.push({ line: Number(error.lines ?? 0), cells: fail(error.message) })
    },
  })
  const source = Readable.from(text)
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      yield* skipped.splice(0)
      yield { line: info.lines, cells: ok(record) }
    }
    yield* skipped
  } finally {
    // Whoever stops in the middle of a file leaves it open otherwise.
    source.destroy()
  }
}
