import { type Hash, createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { readRow, writeRow } from '#backup/row_text'
import { BackupError, type Cells, type TableShape, type TableSum } from '#backup/types'

const BATCH = 500

/** Counts and sums rows as they pass. */
export class Summing {
  readonly #hash: Hash = createHash('sha256')
  #rows = 0

  /** The lines of these rows. */
  add(table: TableShape, rows: Cells[]): string {
    let text = ''
    for (const row of rows) text += `${writeRow(table, row)}\n`
    this.#hash.update(text)
    this.#rows += rows.length
    return text
  }

  sum(): TableSum {
    return { rows: this.#rows, sha256: this.#hash.digest('hex') }
  }
}

export const tablePath = (folder: string, name: string) =>
  join(folder, 'tables', `${name}.ndjson.gz`)

/** Writes the rows of a table, one a line. */
export async function writeTable(
  folder: string,
  table: TableShape,
  rows: AsyncIterable<Cells[]>
): Promise<TableSum> {
  const sums = new Summing()
  async function* lines() {
    for await (const batch of rows) yield sums.add(table, batch)
  }
  await pipeline(lines, createGzip(), createWriteStream(tablePath(folder, table.name)))
  return sums.sum()
}

/** Rows of a written table. Throws BackupError where it is gone or broken. */
export async function* readTable(folder: string, name: string): AsyncGenerator<Cells[]> {
  const stream = createReadStream(tablePath(folder, name)).on('error', (error) =>
    unzipped.destroy(error)
  )
  const unzipped = stream.pipe(createGunzip()).setEncoding('utf8')
  let rest = ''
  let batch: Cells[] = []
  try {
    for await (const chunk of unzipped) {
      // By hand: readline ends a line at signs a text may hold.
      const lines = (rest + chunk).split('\n')
      rest = lines.pop()!
      for (const line of lines) {
        batch.push(readRow(line))
        if (batch.length < BATCH) continue
        yield batch
        batch = []
      }
    }
  } catch (error) {
    throw new BackupError(`Table ${name} cannot be read: ${(error as Error).message}`)
  }
  if (rest) throw new BackupError(`Table ${name} ends in the middle of a row.`)
  if (batch.length) yield batch
}
