import type { LeadView } from '#sdk'
import type { Condition, Rule } from '#sdk/rule'

/*
 * A second, deliberately plain reading of the rules: one lead, one rule, no preparation. Tests compare the compiled
 * rules and the index with it.
 */

export type Said = true | false | 'odd'

const KINDS: Record<string, 'text' | 'number' | 'time' | 'tick' | 'list'> = {
  'text': 'text',
  'select': 'text',
  'ssn': 'text',
  'address.state': 'text',
  'lead.source': 'text',
  'number': 'number',
  'money': 'number',
  'address.latitude': 'number',
  'datetime': 'time',
  'checkbox': 'tick',
  'multi_select': 'list',
}

function valueOf(lead: LeadView, field: string): unknown {
  if (field === 'lead.source') return lead.source
  const [key, part] = field.split('.')
  const value = lead.values[key]
  return part === undefined ? value : (value as Record<string, unknown> | undefined)?.[part]
}

const missing = (value: unknown) =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

const lower = (value: unknown) => String(value).normalize('NFC').toLowerCase().trim()
const isText = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)

function numberOf(value: unknown): number | 'odd' {
  const plain =
    typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value
  if (typeof plain === 'number') return Number.isNaN(plain) ? 'odd' : plain
  if (typeof plain !== 'string' || /[^\d.+\- ]/.test(plain)) return 'odd'
  return Number.isNaN(Number(plain)) ? 'odd' : Number(plain)
}

const timeOf = (value: unknown): number | 'odd' => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? 'odd' : time
}
const WORDS: Record<string, boolean> = {
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
}
const tickOf = (value: unknown): boolean | 'odd' => WORDS[lower(value)] ?? 'odd'

/** One condition on one lead. */
export function say(condition: Condition, lead: LeadView, at: number): Said {
  const { field, operator } = condition
  const wanted = condition.value
  const wantedList = (Array.isArray(wanted) ? wanted : [wanted]) as unknown[]
  const actual = valueOf(lead, field)
  if (missing(actual))
    return ['is_empty', 'not_equals', 'not_in', 'not_contains'].includes(operator)
  if (operator === 'is_empty') return false
  if (operator === 'is_not_empty') return true
  const kind = KINDS[field]
  const turned = (said: Said): Said => (said === 'odd' ? said : !said)
  const plain = { not_equals: 'equals', not_in: 'in', not_contains: 'contains' } as const
  if (operator in plain)
    return turned(say({ ...condition, operator: plain[operator as keyof typeof plain] }, lead, at))
  const ordered = (value: number | 'odd', [a, b]: (number | 'odd')[]): Said => {
    if (value === 'odd' || a === 'odd') return 'odd'
    if (operator === 'greater_than' || operator === 'after') return value > a
    if (operator === 'greater_or_equal') return value >= a
    if (operator === 'less_than' || operator === 'before') return value < a
    if (operator === 'less_or_equal') return value <= a
    if (operator === 'between') return value >= a && value <= Number(b)
    return wantedList.some((_, i) => [a, b][i] === value)
  }
  if (operator === 'is_true' || operator === 'is_false') {
    const tick = tickOf(actual)
    return tick === 'odd' ? tick : tick === (operator === 'is_true')
  }
  if (kind === 'tick') {
    const tick = tickOf(actual)
    return tick === 'odd' ? tick : wantedList.some((one) => tickOf(one) === tick)
  }
  if (kind === 'list') {
    const entries = (Array.isArray(actual) ? actual : [actual]).map(lower)
    const asked = wantedList.map(lower)
    if (operator === 'equals')
      return (
        entries.every((one) => asked.includes(one)) && asked.every((one) => entries.includes(one))
      )
    return asked.some((one) => entries.includes(one))
  }
  if (kind === 'time') {
    if (operator === 'within_last') {
      const time = timeOf(actual)
      return time === 'odd'
        ? time
        : time <= at && time >= at - Number.parseInt(String(wanted)) * 86_400_000
    }
    return ordered(timeOf(actual), wantedList.map(timeOf))
  }
  const byNumber = /greater|less|between/.test(operator)
  if (kind === 'number' || byNumber) {
    const number = numberOf(actual)
    if (operator === 'equals' || operator === 'in')
      return number === 'odd' ? number : wantedList.some((one) => numberOf(one) === number)
    return ordered(number, wantedList.map(numberOf))
  }
  if (!isText(actual)) return 'odd'
  const text = lower(actual)
  return wantedList.map(lower).some((one) => {
    if (operator === 'contains') return text.includes(one)
    if (operator === 'starts_with') return text.slice(0, one.length) === one
    if (operator === 'ends_with') return text.slice(-one.length) === one
    return text === one
  })
}

export function holds(rule: Rule, lead: LeadView, at: number): boolean {
  if ('all' in rule) return !rule.all.some((one) => !holds(one, lead, at))
  if ('any' in rule) return rule.any.some((one) => holds(one, lead, at))
  if ('not' in rule) return !holds(rule.not, lead, at)
  return say(rule, lead, at) === true
}

export const leavesOf = (rule: Rule): Condition[] =>
  'all' in rule
    ? rule.all.flatMap(leavesOf)
    : 'any' in rule
      ? rule.any.flatMap(leavesOf)
      : 'not' in rule
        ? leavesOf(rule.not)
        : [rule]
