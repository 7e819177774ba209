import { inflateSync } from 'node:zlib'

const HEAD = 12
const ENTRY = 16

/** The TrueType file in a WOFF 1.0 file (W3C, "WOFF File Format 1.0"): the browser finds no other as a font of the system. */
export function trueTypeOf(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('E_NOT_WOFF: this is no WOFF file')
  const tables = woff.readUInt16BE(12)
  const power = Math.floor(Math.log2(tables))
  const head = Buffer.alloc(HEAD + ENTRY * tables)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(tables, 4)
  head.writeUInt16BE(2 ** power * 16, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE((tables - 2 ** power) * 16, 10)
  const parts: Buffer[] = [head]
  let at = head.length
  for (let i = 0; i < tables; i++) {
    const from = 44 + 20 * i
    const to = HEAD + ENTRY * i
    const [offset, packed, length] = [4, 8, 12].map((more) => woff.readUInt32BE(from + more))
    const stored = woff.subarray(offset, offset! + packed!)
    const table = packed! < length! ? inflateSync(stored) : stored
    woff.copy(head, to, from, from + 4)
    woff.copy(head, to + 4, from + 16, from + 20)
    head.writeUInt32BE(at, to + 8)
    head.writeUInt32BE(length!, to + 12)
    const padding = (4 - (length! % 4)) % 4
    parts.push(table, Buffer.alloc(padding))
    at += length! + padding
  }
  return Buffer.concat(parts)
}
