import type { Condition, Money } from './types'

const OPERATORS: Record<string, string> = {
  equals: 'is',
  not_equals: 'is not',
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'starts with',
  ends_with: 'ends with',
  in: 'is one of',
  not_in: 'is none of',
  greater_than: 'is more than',
  greater_or_equal: 'is at least',
  less_than: 'is less than',
  less_or_equal: 'is at most',
  between: 'is between',
  is_empty: 'is empty',
  is_not_empty: 'is not empty',
  is_true: 'is yes',
  is_false: 'is no',
  matches: 'matches',
  before: 'is before',
  after: 'is after',
  within_last: 'is within the last',
  within_radius: 'is within',
}

/** A value as one short line for a person. */
export function show(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(show).join(', ')
  if (isMoney(value)) return money(value)
  if (typeof value === 'object') {
    const parts = Object.values(value).filter((part) => part !== null && part !== '')
    return parts.map(show).join(', ')
  }
  return String(value)
}

/** "is one of CA, AZ": what a condition asks, without the field's name. */
export function asks({ operator, value }: Condition): string {
  const words = OPERATORS[operator] ?? operator
  if (operator === 'between' && Array.isArray(value))
    return `${words} ${show(value[0])} and ${show(value[1])}`
  if (operator === 'within_radius' && value && typeof value === 'object') {
    const { km, lat, lng } = value as { km: number; lat: number; lng: number }
    return `${words} ${km} km of ${lat}, ${lng}`
  }
  return value === undefined || value === null ? words : `${words} ${show(value)}`
}

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value

export function money({ amount, currency }: Money): string {
  const decimals = amount.split('.')[1]?.length ?? 0
  try {
    return new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }).format(Number(amount))
  } catch {
    return `${amount} ${currency}`
  }
}

export const count = (n: number, one: string, many = `${one}s`) =>
  `${new Intl.NumberFormat('en').format(n)} ${n === 1 ? one : many}`

/** "day" from "spend_day": the window of a cap in words. */
export const capWindow = (window: string) =>
  window === 'total' || window === 'spend_total' ? 'in all' : `a ${window.replace('spend_', '')}`

/** "3 min ago": short and coarse; the exact time stands beside on hover. */
export function ago(iso: string, now: number): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1000)
  if (seconds < 5) return 'just now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`
  return count(Math.floor(seconds / 86_400), 'day') + ' ago'
}

/** "Created at" from created_at. */
export const sentence = (key: string) =>
  (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll('_', ' ')

export function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.round(ms / 60_000)} min`
}
