import { ok } from '#shared/result'
import {
  type Form,
  NOT_COMPARABLE,
  fileForm,
  fold,
  numberForm,
  textForm,
  verdict,
} from '#routing/compare'
import {
  type Build,
  type Check,
  EMPTINESS,
  type Operators,
  type ReadValue,
  type Term,
  negation,
  refuse,
} from '#routing/operators/built'
import { equality } from '#routing/operators/equality'
import { order } from '#routing/operators/order'
import { matches } from '#routing/operators/pattern'

const MAX_TEXT = 10_000

/** Text of a rule, folded; a number counts as its digits (YAML writes postal codes so). */
export const readText: ReadValue<string> = (value, path) => {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  if (typeof text !== 'string') return refuse(path, 'text', 'must be text')
  if (text.length > MAX_TEXT) return refuse(path, 'max', `must have at most ${MAX_TEXT} characters`)
  const folded = fold(text)
  if (folded !== '') return ok(folded)
  return refuse(path, 'required', 'must not be empty; use is_empty to ask for a missing value')
}

const SEPARATORS = /[\s().\-/]+/g

/** Part of a phone number, without what people put between digits. */
const readDigits: ReadValue<string> = (value, path) => {
  const text = readText(value, path)
  if (!text.ok) return text
  const digits = text.value.replace(SEPARATORS, '')
  if (/^\+?\d+$/.test(digits)) return ok(digits)
  return refuse(path, 'phone', 'must be digits of a phone number, such as "+1415"')
}

/** Phone numbers are kept in E.164: without its country code none could ever be equal. */
const readPhone: ReadValue<string> = (value, path) => {
  const digits = readDigits(value, path)
  if (!digits.ok || digits.value.startsWith('+')) return digits
  return refuse(path, 'phone', 'must have its country code, such as "+14155550132"')
}

/** contains, starts_with, ends_with and what turns them around. */
export function parts(form: Form<string>, read: ReadValue<string> = readText): Operators {
  const part =
    (holds: (text: string, part: string) => boolean, term?: (part: string) => Term): Build =>
    (value, path) => {
      const wanted = read(value, path)
      if (!wanted.ok) return wanted
      const { value: piece } = wanted
      const check: Check = (actual) => {
        const text = form(actual)
        return text === undefined ? NOT_COMPARABLE : verdict(holds(text, piece))
      }
      return ok(term ? { check, term: term(piece) } : { check })
    }
  const contains = part((text, piece) => text.includes(piece))
  return {
    contains,
    not_contains: negation(contains),
    starts_with: part(
      (text, piece) => text.startsWith(piece),
      (prefix) => ({ kind: 'prefix', form, prefix })
    ),
    ends_with: part((text, piece) => text.endsWith(piece)),
  }
}

const plain: Operators = {
  ...EMPTINESS,
  ...equality(textForm, readText),
  ...parts(textForm),
  matches: matches(textForm),
}

/** Text that nobody orders: e-mail addresses, links, long text. */
export const TEXT: Operators = plain
/** Numbers kept as text (postal codes, options) can be ordered as numbers; other text is not comparable then. */
export const ORDERED_TEXT: Operators = { ...plain, ...order(numberForm) }
export const PHONE: Operators = {
  ...plain,
  ...equality(textForm, readPhone),
  ...parts(textForm, readDigits),
}
export const FILE: Operators = {
  ...EMPTINESS,
  ...equality(fileForm, readText),
  ...parts(fileForm),
  matches: matches(fileForm),
}
