/*
 * The part of the rule grammar a page decides by itself, exactly as the server does: what is left of a rule when
 * everything known before the step is put in. A test holds both to the same verdicts.
 */

export type Live =
  | boolean
  | 'ask'
  | { all: Live[] }
  | { any: Live[] }
  | { not: Live }
  | { k: string; t: string; o: string; v?: unknown }

/** What is in the inputs of an element; null: it is not shown. */
export type Given = (key: string) => string[] | null

const EDGES = /^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/gu
const fold = (text: string) => text.normalize('NFC').toLowerCase().normalize('NFC').trim()

/** As intake keeps text: NFC, without what cannot be seen; too long or broken it is not kept. */
function textOf(raw: string, long: boolean): string | undefined {
  const broken = (raw as { isWellFormed?: () => boolean }).isWellFormed?.() === false
  if (broken || raw.includes('\0')) return undefined
  let text = raw
    .replace(/\r\n|[\r\u0085\u2028\u2029]/gu, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .normalize('NFC')
    .replace(EDGES, '')
  if (!long) text = text.replace(/[\n\t\v\f]+/g, ' ')
  return text === '' || text.length > (long ? 10_000 : 1_000) ? undefined : text
}

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)$/
const SPACED = /^[+-]?\d{1,3}([ \u00a0\u202f'’])\d{3}(?:\1\d{3})*(?:[.,]\d+)?$/
const COMMAS = /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$|^[+-]?\d{1,3}(?:,\d{3}){2,}$/
const DOTS = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$|^[+-]?\d{1,3}(?:\.\d{3}){2,}$/

/** A number as people write it; what has two meanings has none. */
function decimal(written: string): string | undefined {
  if (/^[+-]?\d+(?:\.\d+)?e[+-]?\d{1,3}$/i.test(written)) return written
  const text = written.replace('\u2212', '-')
  if (PLAIN.test(text)) return text
  if (SPACED.test(text)) return text.replace(/[ \u00a0\u202f'’]/g, '').replace(',', '.')
  if (COMMAS.test(text)) return text.replaceAll(',', '')
  if (DOTS.test(text)) return text.replaceAll('.', '').replace(',', '.')
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) return undefined
  return /^[+-]?\d+,\d+$/.test(text) ? text.replace(',', '.') : undefined
}

function numberOf(raw: string): number | undefined {
  const text = textOf(raw, false)
  const plain = text === undefined ? undefined : decimal(text)
  if (plain === undefined) return undefined
  const number = Number(plain)
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined
}

/** A number of a rule, or of text that is compared as one. */
function plainNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || !PLAIN.test(value.trim())) return undefined
  const number = Number(value.trim())
  return Number.isFinite(number) ? number : undefined
}

type Value = string | number | boolean | string[] | undefined

function read(type: string, given: string[] | null): Value {
  if (given === null) return undefined
  if (type === 'm') return given.length ? given : undefined
  if (type === 'c') return given[0] === 'yes' ? true : given[0] === 'no' ? false : undefined
  const raw = given[0] ?? ''
  return type === 'n' ? numberOf(raw) : textOf(raw, type === 'l')
}

const TRUE_FOR_MISSING = ['is_empty', 'not_equals', 'not_in', 'not_contains']
const YES = ['true', 'yes', '1']
const NO = ['false', 'no', '0']

/** A value of a rule as the kind of value it is compared with. */
function key(type: string, value: unknown): string | number | boolean | undefined {
  if (type === 'n') return plainNumber(value)
  if (type !== 'c') return fold(String(value))
  const text = fold(String(value))
  return YES.includes(text) ? true : NO.includes(text) ? false : undefined
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

/** null: the two cannot be compared, which is no match, whichever way it was asked. */
function compare(type: string, operator: string, value: Value, wanted: unknown): boolean | null {
  if (type === 'm') return ofList(value as string[], operator, wanted)
  const own = type === 't' || type === 'l' ? fold(value as string) : value
  const number = () => (type === 'n' ? (value as number) : plainNumber(value))
  const numbers = (holds: (one: number, other: number) => boolean) => {
    const mine = number()
    return mine === undefined ? null : holds(mine, plainNumber(wanted)!)
  }
  switch (operator) {
    case 'equals':
    case 'in':
      return list(wanted).some((one) => key(type, one) === own)
    case 'contains':
      return (own as string).includes(fold(String(wanted)))
    case 'starts_with':
      return (own as string).startsWith(fold(String(wanted)))
    case 'ends_with':
      return (own as string).endsWith(fold(String(wanted)))
    case 'greater_than':
      return numbers((one, other) => one > other)
    case 'greater_or_equal':
      return numbers((one, other) => one >= other)
    case 'less_than':
      return numbers((one, other) => one < other)
    case 'less_or_equal':
      return numbers((one, other) => one <= other)
    case 'between': {
      const [low, high] = (wanted as unknown[]).map(plainNumber)
      return numbers((one) => one >= low! && one <= high!)
    }
    case 'is_true':
      return value === true
    case 'is_false':
      return value === false
    default:
      return null
  }
}

function ofList(value: string[], operator: string, wanted: unknown): boolean | null {
  const has = value.map(fold)
  const keys = list(wanted).map((one) => fold(String(one)))
  if (operator !== 'equals') return has.some((one) => keys.includes(one))
  return has.every((one) => keys.includes(one)) && new Set(has).size === new Set(keys).size
}

const OPPOSITES: Record<string, string> = {
  not_equals: 'equals',
  not_in: 'in',
  not_contains: 'contains',
}

/** Whether a rule holds. What the page cannot tell (`ask`) is left to the server. */
export function judge(rule: Live, given: Given): boolean {
  if (rule === 'ask' || typeof rule === 'boolean') return rule !== false
  if ('all' in rule) return rule.all.every((one) => judge(one, given))
  if ('any' in rule) return rule.any.some((one) => judge(one, given))
  if ('not' in rule) return !judge(rule.not, given)
  const value = read(rule.t, given(rule.k))
  if (value === undefined) return TRUE_FOR_MISSING.includes(rule.o)
  if (rule.o === 'is_empty' || rule.o === 'is_not_empty') return rule.o === 'is_not_empty'
  const turned = OPPOSITES[rule.o]
  const verdict = compare(rule.t, turned ?? rule.o, value, rule.v)
  return verdict !== null && (turned ? !verdict : verdict)
}
