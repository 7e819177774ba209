import { brotliDecompress } from 'node:zlib'
import { promisify } from 'node:util'

const inflate = promisify(brotliDecompress)

const HEAD = 48
/** Of the tags a table can be named by with a number (W3C, "WOFF File Format 2.0", 4.1); 63: the tag itself follows. */
const CMAP = 0
const GLYF = 10
const LOCA = 11
const NAMED = 63

/** The `cmap` table of a WOFF 2.0 file: which signs a font really has. All tables are packed together, in their order. */
export async function cmapOfWoff2(woff2: Buffer): Promise<Buffer> {
  if (woff2.toString('latin1', 0, 4) !== 'wOF2')
    throw new Error('E_NOT_WOFF2: this is no WOFF2 file')
  let at = HEAD
  /** A number of one to five bytes, seven bits in each. */
  const number = () => {
    let value = 0
    for (let byte = 0x80; byte & 0x80;) {
      byte = woff2[at++]!
      value = value * 128 + (byte & 0x7f)
    }
    return value
  }
  let before = 0
  let cmap: readonly [from: number, to: number] | null = null
  for (let i = 0; i < woff2.readUInt16BE(12); i++) {
    const flags = woff2[at++]!
    const tag = flags & 63
    const named = tag === NAMED ? woff2.toString('latin1', at, (at += 4)) : null
    const length = number()
    // Outlines are stored in another form unless version 3 says they are not; all else as it is unless it says so.
    const changed = tag === GLYF || tag === LOCA ? flags >> 6 !== 3 : flags >> 6 !== 0
    const stored = changed ? number() : length
    if (tag === CMAP || named === 'cmap') cmap = [before, before + length]
    before += stored
  }
  const packed = woff2.subarray(at, at + woff2.readUInt32BE(20))
  const tables = await inflate(packed)
  return cmap ? tables.subarray(...cmap) : Buffer.alloc(4)
}
