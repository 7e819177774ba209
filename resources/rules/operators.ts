/*
 * Which operators a field's type has, in the order people look for them, and what each asks to be filled in.
 */
import type { FieldType } from './types.js'

const EMPTY = ['is_empty', 'is_not_empty']
const SAME = ['equals', 'not_equals', 'in', 'not_in']
const PARTS = ['contains', 'not_contains', 'starts_with', 'ends_with', 'matches']
const ORDER = ['greater_than', 'greater_or_equal', 'less_than', 'less_or_equal', 'between']
const TIMES = ['after', 'before', 'greater_or_equal', 'less_or_equal', 'between', 'within_last']

const TEXT = [...SAME, ...PARTS, ...EMPTY]
const ORDERED_TEXT = [...SAME, ...PARTS, ...ORDER, ...EMPTY]
const NUMBER = [...ORDER, ...SAME, ...EMPTY]
const TIME = [...TIMES, ...SAME, ...EMPTY]

const BY_TYPE: Record<FieldType, readonly string[]> = {
  text: ORDERED_TEXT,
  long_text: ['contains', 'not_contains', ...TEXT.filter((one) => !/contains/.test(one))],
  number: NUMBER,
  money: NUMBER,
  email: TEXT,
  phone: ['starts_with', ...TEXT.filter((one) => one !== 'starts_with')],
  date: TIME,
  datetime: TIME,
  select: ['in', 'not_in', 'equals', 'not_equals', ...EMPTY, ...PARTS, ...ORDER],
  multi_select: ['in', 'not_in', 'contains', 'not_contains', 'equals', 'not_equals', ...EMPTY],
  checkbox: ['is_true', 'is_false', ...EMPTY, ...SAME],
  url: TEXT,
  file: TEXT,
  address: ['within_radius', ...EMPTY],
  any: [...SAME, ...PARTS, ...ORDER, 'is_true', 'is_false', ...EMPTY, ...TIMES.slice(0, 2)].concat(
    'within_last',
    'within_radius'
  ),
}

/** Says the same as another operator that is in the list. */
const SYNONYMS = ['less_than', 'greater_than']

/** The operators to choose from; `current` is among them whatever it is. */
export function operatorsOf(type: FieldType, current?: string): string[] {
  const known = BY_TYPE[type]
  return current && !known.includes(current) ? [...known, current] : [...known]
}

export const isSynonym = (type: FieldType, operator: string): boolean =>
  (type === 'date' || type === 'datetime') && SYNONYMS.includes(operator)

const WITHOUT_VALUE = new Set(['is_empty', 'is_not_empty', 'is_true', 'is_false'])
const ORDERING = new Set(ORDER)

/** How the value of a condition is put in. */
export type ValueKind =
  | 'none'
  | 'text'
  | 'number'
  | 'date'
  | 'datetime'
  | 'option'
  | 'options'
  | 'list'
  | 'numbers'
  | 'dates'
  | 'boolean'
  | 'number_range'
  | 'date_range'
  | 'duration'
  | 'radius'
  | 'pattern'

const isTime = (type: FieldType) => type === 'date' || type === 'datetime'
const isNumeric = (type: FieldType) => type === 'number' || type === 'money'

export function valueKind(type: FieldType, operator: string, hasOptions = false): ValueKind {
  if (WITHOUT_VALUE.has(operator)) return 'none'
  if (operator === 'within_last') return 'duration'
  if (operator === 'within_radius') return 'radius'
  if (operator === 'matches') return 'pattern'
  if (operator === 'before' || operator === 'after') return type === 'date' ? 'date' : 'datetime'
  if (operator === 'between') return isTime(type) ? 'date_range' : 'number_range'
  if (operator === 'in' || operator === 'not_in') {
    if (hasOptions) return 'options'
    return isNumeric(type) ? 'numbers' : isTime(type) ? 'dates' : 'list'
  }
  if (isTime(type)) return type
  if (isNumeric(type) || ORDERING.has(operator)) return 'number'
  if (type === 'checkbox') return 'boolean'
  if (type === 'multi_select' && /equals$/.test(operator)) return hasOptions ? 'options' : 'list'
  const whole = /equals$|contains$/.test(operator)
  return hasOptions && whole && (type === 'multi_select' || /equals$/.test(operator))
    ? 'option'
    : 'text'
}

const DEFAULTS: Partial<Record<FieldType, string>> = {
  number: 'greater_or_equal',
  money: 'greater_or_equal',
  date: 'within_last',
  datetime: 'within_last',
}

/** What somebody most likely wants to ask of such a field. */
export const firstOperator = (type: FieldType): string => DEFAULTS[type] ?? BY_TYPE[type][0]

/** A value for a new operator: what stood there before, where it still means something. */
export function carryValue(value: unknown, kind: ValueKind): unknown {
  const first = Array.isArray(value) ? value[0] : value
  const scalar = typeof first === 'string' || typeof first === 'number' ? first : undefined
  switch (kind) {
    case 'none':
      return undefined
    case 'options':
    case 'list':
      if (Array.isArray(value)) return value.map(String)
      return scalar === undefined || scalar === '' ? [] : [String(scalar)]
    case 'numbers':
      return (Array.isArray(value) ? value : [scalar]).filter(isNumber)
    case 'dates':
      return (Array.isArray(value) ? value : [scalar]).filter(isDate)
    case 'number_range':
      return isPair(value, isNumber) ? value : [isNumber(scalar) ? scalar : '', '']
    case 'date_range':
      return isPair(value, isDate) ? value : [isDate(scalar) ? scalar : '', '']
    case 'number':
      return isNumber(scalar) ? scalar : ''
    case 'date':
    case 'datetime':
      return isDate(scalar) ? scalar : ''
    case 'boolean':
      return typeof value === 'boolean' ? value : true
    case 'duration':
      return typeof value === 'string' && /^\d+[mhdw]$/.test(value) ? value : '30d'
    case 'radius':
      return typeof value === 'object' && value !== null && 'km' in value
        ? value
        : { lat: '', lng: '', km: 25 }
    case 'text':
    case 'option':
    case 'pattern':
      return scalar === undefined ? '' : String(scalar)
  }
}

const isNumber = (value: unknown): value is number | string =>
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value.trim()))
const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)
const isPair = (value: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(is)
