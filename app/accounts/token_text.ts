import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SHAPE = /^slc_[0-9A-Za-z]{46}$/
const RANDOM_CHARS = 40

/**
 * `slc_` + 40 random characters (238 bits) + 6 of a checksum, so that scanners find a leaked token and a mistyped one is
 * refused without asking the database. `randomBytes` answers the given number of random bytes.
 */
export function newTokenText(randomBytes: (count: number) => Uint8Array): string {
  let random = ''
  while (random.length < RANDOM_CHARS)
    for (const byte of randomBytes(64))
      // 248 is the largest multiple of 62 in a byte: beyond it some characters would come more often.
      if (byte < 248 && random.length < RANDOM_CHARS) random += BASE62[byte % 62]
  return `slc_${random}${checksum(random)}`
}

function checksum(random: string): string {
  let text = ''
  for (let rest = crc32(random), i = 0; i < 6; i++, rest = Math.floor(rest / 62))
    text = BASE62[rest % 62] + text
  return text
}

/** True when the text can be a token at all. */
export const isTokenText = (text: string): boolean =>
  SHAPE.test(text) && checksum(text.slice(4, 4 + RANDOM_CHARS)) === text.slice(4 + RANDOM_CHARS)

/** What is stored of a token: it is random enough that a plain hash guards it. */
export const hashToken = (text: string): string => createHash('sha256').update(text).digest('hex')
