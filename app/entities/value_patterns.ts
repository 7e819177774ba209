import { escapeForm, escapeJsonString, escapeUrl, escapeXml } from '#sdk/templates/escape'

/**
 * Finds values of a lead in any text, also re-spelled: encoded, in another case, digits without their separators. Null
 * when there is nothing to find.
 */
export const patternOfValues = (values: readonly unknown[]): RegExp | null =>
  anyOf(values.flatMap(leaves).flatMap(maskPatterns), 'gi')

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

/** A value as it stands and as each place of a request would write it, as patterns. */
export function spellings(value: string): string[] {
  const forms = [
    value,
    escapeUrl(value),
    escapeForm(value),
    encodeURIComponent(value.toWellFormed()),
  ]
  forms.push(escapeJsonString(value), escapeXml(value), Buffer.from(value).toString('base64'))
  return [...new Set(forms)].map(quote)
}

/** Longest first, so that no part of a longer value is left over. */
export function anyOf(patterns: string[], flags: string): RegExp | null {
  const unique = [...new Set(patterns)].filter(Boolean).sort((a, b) => b.length - a.length)
  return unique.length ? new RegExp(unique.join('|'), flags) : null
}

/** The texts and numbers inside a value; yes and no say nothing by themselves. */
function leaves(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()]
  if (typeof value === 'number') return [String(value)]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : []
}

function maskPatterns(value: string): string[] {
  // A short value is only itself where it stands alone.
  if (value.length < 4) return [`(?<!\\w)${quote(value)}(?!\\w)`]
  const digits = value.replace(/\D/g, '')
  const isNumber = digits.length >= 6 && /^[+\d\s().,/-]+$/.test(value)
  return isNumber ? [...spellings(value), digitPattern(value, digits)] : spellings(value)
}

/** The same digits with other separators; of a number with a country code also without it. */
function digitPattern(value: string, digits: string): string {
  const between = '[\\s().,/-]{0,3}'
  const optional = value.startsWith('+') ? Math.min(3, digits.length - 6) : 0
  const lead = [...digits.slice(0, optional)].map((digit) => `(?:${digit}${between})?`).join('')
  return `\\+?${lead}${[...digits.slice(optional)].join(between)}`
}
