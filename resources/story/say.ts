/*
 * How the story of a lead is told: sentences from data, in the reader's language. A `Say` holds what every sentence
 * needs; the builders beside it are pure, so that each sentence has its test.
 */
import { type Manner, describeCondition } from '../rules/describe_rule.js'
import type { Condition, RuleField, Translate } from '../rules/types.js'
import type { Money } from '../types.js'
import type { Need, Trace } from './types.js'

export interface Say {
  t: Translate
  /** Is there such a text? */
  has(key: string): boolean
  fields: ReadonlyMap<string, RuleField>
  manner: Required<Manner>
  money(of: Money): string
  number(n: number): string
  /** "23 Jan 2026, 14:02:11". */
  exact(iso: string): string
  /** Any value of a lead as one short line. */
  value(of: unknown): string
  currency: string
  /** The name of an assignment's partner. */
  buyer(assignment: string): string
  /** The name of a partner by its key. */
  partner(key: string): string
}

/** "one of CA, AZ": what a condition asks for, or the opposite of it. */
export function needText(condition: Condition, holds: boolean, say: Say): string {
  const value = valueOf(condition, say)
  return say.t(`story.need.${condition.operator}.${holds ? 'yes' : 'no'}`, { value })
}

/** Two needs of one field are one phrase; the same need is said once. */
export const needsText = (needs: readonly Need[], say: Say): string =>
  listed([...new Set(needs.map(({ condition, holds }) => needText(condition, holds, say)))], say)

const piecesOf = (condition: Condition, say: Say) =>
  describeCondition(condition, say.fields, say.t, say.manner)

const valueOf = (condition: Condition, say: Say): string =>
  piecesOf(condition, say).find(({ kind }) => kind === 'value')?.text ?? ''

export const fieldText = (field: string, say: Say): string =>
  piecesOf({ field, operator: 'is_empty' }, say)[0].text

/** "State is one of CA, AZ". */
export const conditionText = (condition: Condition, say: Say): string =>
  piecesOf(condition, say)
    .map(({ text }) => text)
    .join(' ')

/** "State is NV, needs one of CA, AZ". */
export function failureText({ condition, holds }: Need, say: Say): string {
  const { actual, not_comparable: odd } = condition
  const kind = isNothing(actual) ? 'missing' : odd ? 'odd' : 'is'
  return say.t(`story.failure.${kind}`, {
    field: fieldText(condition.field, say),
    actual: actualText(condition, say),
    need: needText(condition, holds, say),
  })
}

/** What the lead has, as its field writes it: money in its currency, a time where the account is. */
export function actualText({ field, actual }: Trace, say: Say): string {
  if (isNothing(actual)) return say.t('story.nothing')
  if (typeof actual === 'object') return say.value(actual)
  return valueOf({ field, operator: 'equals', value: actual }, say)
}

const isNothing = (value: unknown) => value === null || value === undefined || value === ''

/** "a, b and c". */
export function listed(parts: readonly string[], say: Say): string {
  if (parts.length < 2) return parts[0] ?? ''
  const head = parts.slice(0, -1).join(', ')
  return say.t('story.list', { head, last: parts.at(-1) })
}

/** "Mon 08:00" on the clock of a zone, with the date where it is not this week. */
export function momentText(iso: string, zone: string, say: Say, from = iso): string {
  const near = Math.abs(Date.parse(iso) - Date.parse(from)) < 6 * 86_400_000
  return new Intl.DateTimeFormat(dateLocale(say), {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    hour12: false,
    ...(near ? {} : { day: 'numeric', month: 'short' }),
  }).format(new Date(iso))
}

/** "14:02", with the date where it is another day than `from`'s. */
export function clockText(iso: string, say: Say, from: string): string {
  const zone = say.manner.timeZone
  const day = (one: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(one))
  return new Intl.DateTimeFormat(dateLocale(say), {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: zone,
    ...(day(iso) === day(from) ? {} : { day: 'numeric', month: 'short' }),
  }).format(new Date(iso))
}

const dateLocale = ({ manner: { locale } }: Say) => (locale === 'en' ? 'en-GB' : locale)

/** "20", "€500.00": the limit of a cap, which is money where it is about spending. */
export const limitText = (window: string, limit: number | string, say: Say): string =>
  window.startsWith('spend_')
    ? say.money({ amount: String(limit), currency: say.currency })
    : say.number(Number(limit))

/** "a day", "in all". */
export const windowText = (window: string, say: Say): string =>
  say.t(`story.window.${window.replace('spend_', '')}`)

/** The first letter of a clause that stands alone. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
