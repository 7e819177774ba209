import { type Flaw, flaw } from '#entities/fields/reader'
import { type Result, ok } from '#shared/result'

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/
// Outer spaces, and the invisible characters that paste brings along.
const EDGES = /^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/gu
const LINE_BREAKS = /\r\n|[\r\u0085\u2028\u2029]/gu
const CONTROLS = /(?![\n\t])\p{Cc}/gu
const BLANK = /^[\s\u200b\u2060\ufeff]*$/u

/** null, undefined, an empty list, or text with nothing to see: the same as not sent. */
export const isBlank = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' ? BLANK.test(value) : Array.isArray(value) && value.length === 0)

/** Broken Unicode and NUL can be stored by no database and sent to no partner, so they are refused, not repaired. */
export function textFlaw(text: string): { ok: false; problem: Flaw } | null {
  if (!text.isWellFormed()) return flaw('unicode', 'holds broken Unicode (half of a character)')
  if (text.includes('\0')) return flaw('unicode', 'must not hold the NUL character')
  return null
}

/** Text over lines: NFC, trimmed, line ends as \n, other control characters dropped. */
export function cleanBlock(text: string): Result<string, Flaw> {
  if (PLAIN.test(text)) return ok(text)
  const broken = textFlaw(text)
  if (broken) return broken
  return ok(
    text.replace(LINE_BREAKS, '\n').replace(CONTROLS, '').normalize('NFC').replace(EDGES, '')
  )
}

/** Text on one line: as `cleanBlock`, with line ends and tabs turned into a space. */
export function cleanLine(text: string): Result<string, Flaw> {
  if (PLAIN.test(text)) return ok(text)
  const block = cleanBlock(text)
  return block.ok ? ok(block.value.replace(/[\n\t\v\f]+/g, ' ')) : block
}

/** One line of text from what a form or JSON may send for it: text, a number or a boolean. */
export function lineOf(value: unknown): Result<string, Flaw> {
  if (typeof value === 'string') return cleanLine(value)
  if ((typeof value === 'number' && Number.isFinite(value)) || typeof value === 'boolean')
    return ok(String(value))
  return flaw('text', 'must be text')
}
