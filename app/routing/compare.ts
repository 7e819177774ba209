import { isBlank } from '#entities/clean_text'
import { foldText } from '#entities/fold'

/** What a condition says about one value. What cannot be compared is no match, and is told apart. */
export type Verdict = 0 | 1 | 2
export const NO: Verdict = 0
export const YES: Verdict = 1
export const NOT_COMPARABLE: Verdict = 2
export const verdict = (holds: boolean): Verdict => (holds ? YES : NO)

/** Absent, blank text, an empty list or an object without keys: such a value equals nothing. */
export function isMissing(value: unknown): boolean {
  if (typeof value === 'string') {
    const first = value.charCodeAt(0)
    return first > 0x20 && first < 0x80 ? false : isBlank(value)
  }
  if (typeof value !== 'object') return value === undefined
  if (value === null) return true
  if (Array.isArray(value)) return value.length === 0
  for (const key in value) if (Object.hasOwn(value, key)) return false
  return true
}

/** `foldText`, without work for short plain text that is folded already: most values of leads are. */
export function fold(text: string): string {
  const last = text.length - 1
  if (last > 64) return foldText(text)
  for (let i = 0; i <= last; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7e || (code > 0x40 && code < 0x5b)) return foldSlowly(text)
    if (code < 0x21 && (i === 0 || i === last)) return foldSlowly(text)
  }
  return text
}

function foldSlowly(text: string): string {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return foldText(text)
  return text.toLowerCase().trim()
}

/** Reads a value as what a field's type compares by; undefined: it is nothing of the kind. */
export type Form<T> = (value: unknown) => T | undefined

/** Text, numbers and booleans as folded text. */
export const textForm: Form<string> = (value) => {
  if (typeof value === 'string') return fold(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return undefined
}

/** A file is compared by its name, a linked one by its address. */
export const fileForm: Form<string> = (value) => {
  if (typeof value !== 'object' || value === null) return textForm(value)
  const { name, url } = value as { name?: unknown; url?: unknown }
  return textForm(name ?? url)
}

const NUMERIC = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

/** A finite number, or plain decimal text ("10", " -2.50 "). Nothing else is guessed to be a number. */
export const numberForm: Form<number> = (value) => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (!NUMERIC.test(text)) return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number : undefined
}

/** Money by its amount. */
export const moneyForm: Form<number> = (value) =>
  typeof value === 'object' && value !== null
    ? numberForm((value as { amount?: unknown }).amount)
    : numberForm(value)

const TRUE = new Set(['true', 'yes', '1'])
const FALSE = new Set(['false', 'no', '0'])

/** true and false, also as the words and numbers forms and XML write them. */
export const booleanForm: Form<boolean> = (value) => {
  if (typeof value === 'boolean') return value
  const text = textForm(value)
  if (text === undefined) return undefined
  if (TRUE.has(text)) return true
  return FALSE.has(text) ? false : undefined
}
