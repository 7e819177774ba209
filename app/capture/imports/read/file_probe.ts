import { createHash } from 'node:crypto'
import type { ImportFormat } from '#capture/imports/types'
import {
  type Encoding,
  detectEncoding,
  detectFormat,
  detectSeparator,
} from '#intake/post_file/detect_format'
import { UnreadableFileError } from '#capture/imports/read/unreadable_file'

const HEAD_BYTES = 64 * 1024
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

export interface Probed {
  format: ImportFormat
  encoding: Encoding | null
  separator: string | null
}

/** Looks at a file while it comes in, piece by piece: what it begins with, and whether all of it is UTF-8. */
export class FileProbe {
  bytes = 0
  #head = Buffer.alloc(0)
  #strict = new TextDecoder('utf-8', { fatal: true })
  #utf8 = true
  #hash = createHash('sha256')
  #digest: Buffer | null = null

  see(chunk: Buffer) {
    this.bytes += chunk.length
    this.#hash.update(chunk)
    if (this.#head.length < HEAD_BYTES)
      this.#head = Buffer.concat([this.#head, chunk]).subarray(0, HEAD_BYTES)
    if (this.#utf8) this.#utf8 = this.#isValid(chunk)
  }

  /** sha256 of all of it, once it is all there. */
  get digest(): Buffer {
    return (this.#digest ??= this.#hash.digest())
  }

  #isValid(chunk?: Buffer): boolean {
    try {
      this.#strict.decode(chunk, { stream: chunk !== undefined })
      return true
    } catch {
      return false
    }
  }

  /** What it was; what is no file of rows is refused. */
  end(name: string): Probed {
    const head = this.#head
    if (head.subarray(0, 2).toString('latin1') === 'PK')
      return { format: 'xlsx', encoding: null, separator: null }
    if (head.subarray(0, 4).equals(OLD_OFFICE))
      throw new UnreadableFileError(
        'old_excel',
        'This is an old or protected Excel file; save it as XLSX or CSV without a password'
      )
    const encoding = detectEncoding(head, this.#utf8 && this.#isValid())
    const text = new TextDecoder(encoding).decode(head, { stream: true })
    if (text.includes('\0') || head.subarray(0, 5).toString('latin1') === '%PDF-')
      throw new UnreadableFileError('no_rows', 'The file is no table: send CSV, TSV, XLSX or JSONL')
    if (/\.(jsonl|ndjson|json)$/i.test(name) || detectFormat(name, text) === 'jsonl')
      return { format: 'jsonl', encoding, separator: null }
    const separator = /\.tsv$/i.test(name) ? '\t' : detectSeparator(text)
    return { format: separator === '\t' ? 'tsv' : 'csv', encoding, separator }
  }
}
