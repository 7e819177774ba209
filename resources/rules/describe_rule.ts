/*
 * A rule as a sentence: "State is one of CA, AZ and (Monthly bill is more than 100 or Source is google-ads)".
 */
import { fullLabel } from './rule_fields.js'
import type { Condition, FieldType, Rule, RuleField, Translate } from './types.js'

/** A piece of the sentence, so that a page may set fields and values apart. */
export interface Piece {
  kind: 'field' | 'operator' | 'value' | 'word'
  text: string
}

const MAX_VALUES = 8
const MAX_TEXT = 60

/** How numbers and times are written; English and UTC unless told otherwise. */
export interface Manner {
  locale?: string
  timeZone?: string
}

export const describeRule = (
  rule: Rule | null | undefined,
  fields: readonly RuleField[],
  t: Translate,
  manner: Manner = {}
): string => plainText(describePieces(rule, fields, t, manner))

/** No space inside of brackets. */
const plainText = (pieces: Piece[]): string =>
  pieces
    .map(({ text }) => text)
    .join(' ')
    .replaceAll('( ', '(')
    .replaceAll(' )', ')')

export function describePieces(
  rule: Rule | null | undefined,
  fields: readonly RuleField[],
  t: Translate,
  manner: Manner = {}
): Piece[] {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const word = (text: string): Piece => ({ kind: 'word', text })
  const inBrackets = (pieces: Piece[]) => [word('('), ...pieces, word(')')]

  const visit = (one: Rule, inner: boolean): Piece[] => {
    if ('not' in one) {
      const negated = visit(one.not, false)
      return [word(t('rules.word.not')), ...inBrackets(negated)]
    }
    const group = 'all' in one ? one.all : 'any' in one ? one.any : null
    if (!group) return describeCondition(one as Condition, byKey, t, manner)
    if (group.length === 0) return [word(t(`rules.sentence.${'all' in one ? 'every' : 'none'}`))]
    if (group.length === 1) return visit(group[0], inner)
    const connector = word(t('all' in one ? 'rules.word.and' : 'rules.word.or'))
    const pieces = group.flatMap((child, i) => [
      ...(i > 0 ? [connector] : []),
      ...visit(child, true),
    ])
    return inner ? inBrackets(pieces) : pieces
  }
  return rule ? visit(rule, false) : [word(t('rules.sentence.every'))]
}

/** `state is one of CA, AZ` in pieces. */
export function describeCondition(
  condition: Condition,
  fields: ReadonlyMap<string, RuleField>,
  t: Translate,
  manner: Manner = {}
): Piece[] {
  const field = fields.get(condition.field)
  const label = field ? fullLabel(field) : condition.field || t('rules.sentence.no_field')
  const value = valueText(condition, field, t, manner)
  return [
    { kind: 'field', text: label },
    { kind: 'operator', text: operatorText(condition.operator, field?.type ?? 'any', t) },
    ...(value === null ? [] : [{ kind: 'value' as const, text: value }]),
  ]
}

const DATED = new Set(['equals', 'not_equals', 'less_or_equal', 'greater_or_equal', 'in', 'not_in'])

/** "is one of": the operator in words, as its field's type says it. */
export function operatorText(operator: string, type: FieldType, t: Translate): string {
  const dated = (type === 'date' || type === 'datetime') && DATED.has(operator)
  if (type === 'multi_select' && (operator === 'in' || operator === 'not_in'))
    return t(`rules.operator_list.${operator}`)
  return t(dated ? `rules.operator_date.${operator}` : `rules.operator.${operator}`)
}

function valueText(
  { operator, value }: Condition,
  field: RuleField | undefined,
  t: Translate,
  { locale = 'en', timeZone = 'UTC' }: Manner
): string | null {
  if (/^is_/.test(operator)) return null
  const one = (given: unknown): string => {
    if (given === undefined || given === null || given === '') return t('rules.sentence.no_value')
    if (typeof given === 'boolean') return t(given ? 'common.yes' : 'common.no')
    if (typeof given === 'number') return new Intl.NumberFormat(locale).format(given)
    const text = String(given)
    if (field?.type === 'number' || field?.type === 'money') {
      const number = Number(text)
      if (text.trim() !== '' && Number.isFinite(number))
        return new Intl.NumberFormat(locale).format(number)
    }
    if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(text)) return timeText(text, locale, timeZone)
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
  }
  if (operator === 'within_last') return durationText(value, t)
  if (operator === 'within_radius' && typeof value === 'object' && value !== null) {
    const { km, lat, lng } = value as Record<string, unknown>
    return t('rules.sentence.radius', { km: one(km), place: `${one(lat)} / ${one(lng)}` })
  }
  if (operator === 'between' && Array.isArray(value))
    return t('rules.sentence.range', { from: one(value[0]), to: one(value[1]) })
  if (!Array.isArray(value)) return one(value)
  if (value.length === 0) return t('rules.sentence.no_value')
  const shown = value.slice(0, MAX_VALUES).map(one).join(', ')
  const more = value.length - MAX_VALUES
  return more > 0 ? `${shown} ${t('rules.sentence.more', { n: more })}` : shown
}

/** A date is a date everywhere; a time is shown where the account is. */
function timeText(text: string, locale: string, timeZone: string): string {
  const isDate = text.length === 10
  const at = new Date(isDate ? `${text}T12:00:00Z` : text)
  if (Number.isNaN(at.getTime())) return text
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'medium',
    ...(isDate ? { timeZone: 'UTC' } : { timeStyle: 'short', timeZone }),
  })
  return format.format(at)
}

/** `30d` as "30 days". */
export function durationText(value: unknown, t: Translate): string {
  const match = /^\s*(\d+)\s*([mhdw])\s*$/.exec(String(value))
  if (!match) return t('rules.sentence.no_value')
  const n = Number(match[1])
  return t(`rules.duration.${match[2]}`, { n }, n)
}
