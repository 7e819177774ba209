import { cleanBlock, lineOf } from '#entities/clean_text'
import { type Reader, flaw } from '#entities/fields/reader'

/** Characters (UTF-16 units). */
export const TEXT_LIMIT = 1_000
export const LONG_TEXT_LIMIT = 10_000

/** One line. Numbers and booleans become text: `94105` is a fine postal code. */
export const readText: Reader = (value) => {
  const line = lineOf(value)
  if (line.ok && line.value.length > TEXT_LIMIT)
    return flaw('max_length', `must have at most ${TEXT_LIMIT} characters`)
  return line
}

/** Text over lines. */
export const readLongText: Reader = (value) => {
  const block = typeof value === 'string' ? cleanBlock(value) : lineOf(value)
  if (block.ok && block.value.length > LONG_TEXT_LIMIT)
    return flaw('max_length', `must have at most ${LONG_TEXT_LIMIT} characters`)
  return block
}
