import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'
import {
  type Encoding,
  type RowFormat,
  detectEncoding,
  detectFormat,
} from '#intake/post_file/detect_format'

/** A file as it lies there, looked through once before its rows are read. */
export interface OpenedFile {
  name: string
  /** sha256 of its bytes, hex; null for a stream, which can be read only once. */
  hash: string | null
  bytes: number | null
  format: RowFormat
  head: string
  /** Its text in pieces; `onRead` is told how many bytes each took. */
  text(onRead?: (bytes: number) => void): AsyncGenerator<string>
}

const HEAD_BYTES = 64 * 1024
const MARK = '\uFEFF'

/** Looks through a file: what it is, and whether all of it is UTF-8. Rejects when it cannot be read. */
export async function openFile(path: string): Promise<OpenedFile> {
  const hash = createHash('sha256')
  const strict = new TextDecoder('utf-8', { fatal: true })
  let validUtf8 = true
  let bytes = 0
  let first = Buffer.alloc(0)
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
    if (first.length < HEAD_BYTES) first = Buffer.concat([first, chunk])
    validUtf8 &&= isValid(strict, chunk)
  }
  const encoding = detectEncoding(first, validUtf8 && isValid(strict))
  const head = headOf(first, encoding)
  return {
    name: path,
    hash: hash.digest('hex'),
    bytes,
    format: detectFormat(path, head),
    head,
    text: (onRead) => decode(createReadStream(path), encoding, onRead),
  }
}

/** Reads a stream that is there only once, by how it begins; bytes that are no text of its encoding become U+FFFD. */
export async function openStream(stream: AsyncIterable<Buffer>): Promise<OpenedFile> {
  const source = stream[Symbol.asyncIterator]()
  const begun: Buffer[] = []
  let size = 0
  while (size < HEAD_BYTES) {
    const { done, value } = await source.next()
    if (done) break
    begun.push(value)
    size += value.length
  }
  const first = Buffer.concat(begun)
  // The head may end inside a character: `stream` leaves that open.
  const encoding = detectEncoding(first, isValid(new TextDecoder('utf-8', { fatal: true }), first))
  const head = headOf(first, encoding)
  async function* whole() {
    yield first
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  }
  return {
    name: '-',
    hash: null,
    bytes: null,
    format: detectFormat('-', head),
    head,
    text: (onRead) => decode(whole(), encoding, onRead),
  }
}

async function* decode(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
  onRead: (bytes: number) => void = () => {}
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) {
    onRead(chunk.length)
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}

const headOf = (first: Buffer, encoding: Encoding) =>
  new TextDecoder(encoding).decode(first.subarray(0, HEAD_BYTES)).replace(MARK, '')

/** Without a chunk: was the end of the text whole? */
function isValid(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}
