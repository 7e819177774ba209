import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { UnreadableFileError } from '#capture/imports/read/unreadable_file'

/** One part of an archive. */
export interface ZipEntry {
  name: string
  packed: number
  size: number
  method: number
  offset: number
}

const END_MARK = 0x06054b50
const END64_MARK = 0x06064b50
const ENTRY_MARK = 0x02014b50
const END_BYTES = 22
const TAIL_BYTES = END_BYTES + 65_535
const MAX_LIST = 8 * 1024 * 1024
const FULL_32 = 0xffffffff

/** The largest part that is unpacked. */
export const MAX_UNPACKED = 4 * 1024 ** 3
/** Sheets are packed 10 to 50 fold; what is packed more than this was made to fill a disk or a memory. */
export const MAX_RATIO = 200
/** Below this the ratio does no harm. */
const SMALL = 20 * 1024 * 1024

export const bomb = () =>
  new UnreadableFileError('zip_bomb', 'The file unpacks to far more than a sheet of leads would')
const broken = () => new UnreadableFileError('broken', 'The file is no whole XLSX file')

/** The parts of an archive by name, from the list at its end. */
export async function listZip(path: string): Promise<Map<string, ZipEntry>> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = await read(file, Math.max(0, size - TAIL_BYTES), Math.min(size, TAIL_BYTES))
    let end = tail.length - END_BYTES
    while (end >= 0 && tail.readUInt32LE(end) !== END_MARK) end--
    if (end < 0) throw broken()
    let [length, at] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
    if ((at === FULL_32 || length === FULL_32) && end >= 20) {
      const far = await read(file, Number(tail.readBigUInt64LE(end - 20 + 8)), 56)
      if (far.readUInt32LE(0) !== END64_MARK) throw broken()
      length = Number(far.readBigUInt64LE(40))
      at = Number(far.readBigUInt64LE(48))
    }
    if (length > MAX_LIST) throw bomb()
    return entriesOf(await read(file, at, length))
  } catch (error) {
    // A list that points outside the file is a broken one.
    throw error instanceof RangeError ? broken() : error
  } finally {
    await file.close()
  }
}

function entriesOf(list: Buffer): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>()
  for (let at = 0; at + 46 <= list.length;) {
    if (list.readUInt32LE(at) !== ENTRY_MARK) throw broken()
    const encrypted = (list.readUInt16LE(at + 8) & 1) === 1
    if (encrypted) throw new UnreadableFileError('encrypted', 'The file is protected by a password')
    const [name, extra, note] = [28, 30, 32].map((offset) => list.readUInt16LE(at + offset))
    const entry = {
      name: list.toString('utf8', at + 46, at + 46 + name),
      method: list.readUInt16LE(at + 10),
      packed: list.readUInt32LE(at + 20),
      size: list.readUInt32LE(at + 24),
      offset: list.readUInt32LE(at + 42),
    }
    widen(entry, list.subarray(at + 46 + name, at + 46 + name + extra))
    entries.set(entry.name, entry)
    at += 46 + name + extra + note
  }
  return entries
}

/** Sizes that need more than 32 bits stand in an extra field, only those that do, in this order. */
function widen(entry: ZipEntry, extra: Buffer) {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let next = at + 4
    for (const field of ['size', 'packed', 'offset'] as const)
      if (entry[field] === FULL_32) {
        entry[field] = Number(extra.readBigUInt64LE(next))
        next += 8
      }
  }
}

/** The content of a part, piece by piece. What says less of its size than it unpacks to is refused like a bomb. */
export async function* readEntry(path: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.size > MAX_UNPACKED) throw bomb()
  if (entry.size > SMALL && entry.size > entry.packed * MAX_RATIO) throw bomb()
  if (entry.method !== 0 && entry.method !== 8) throw broken()
  const file = await open(path)
  let start: number
  try {
    const head = await read(file, entry.offset, 30)
    start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  } finally {
    await file.close()
  }
  if (entry.packed === 0) return
  const packed = createReadStream(path, { start, end: start + entry.packed - 1 })
  const content = entry.method === 0 ? packed : packed.pipe(createInflateRaw())
  packed.on('error', (error) => content.destroy(error))
  let size = 0
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > entry.size) throw bomb()
      yield chunk
    }
  } catch (error) {
    throw /^Z_|ERR_/.test((error as { code?: string }).code ?? '') ? broken() : error
  } finally {
    packed.destroy()
    content.destroy()
  }
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, at)
  if (bytesRead < length) throw broken()
  return buffer
}
