import { escapeForm, escapeJsonString, escapeUrl, escapeXml } from '#sdk/templates/escape'

/** Takes secrets and encrypted values out of what is stored about an attempt. */
export interface Redactor {
  text(text: string): string
  url(url: string): string
  headers(headers: Readonly<Record<string, string>>): Record<string, string>
}

export const REDACTED = '[redacted]'
export const ENCRYPTED = '[encrypted]'

const SECRET_HEADER = /^(?:proxy-)?authorization$|cookie|key|token|secret|password/i
/** Named like a secret, but made to be seen. */
const PLAIN_HEADERS = new Set(['idempotency-key', 'x-idempotency-key', 'sec-websocket-key'])
const SECRET_QUERY =
  /([?&](?:api[_-]?key|key|(?:access[_-]?)?token|(?:client[_-]?)?secret|password|sig|signature)=)[^&#]*/gi

const byList = new WeakMap<readonly string[], RegExp | null>()

/**
 * `secrets` are plain values that may stand anywhere, also encoded; `masked` the values of encrypted fields, which a
 * transform may have re-spelled (other case, digits without their separators). Short secrets (< 4) are left alone:
 * they would tear holes into everything. Whoever knows `callbackToken` may settle the delivery.
 */
export function redactor(
  secrets: readonly string[],
  masked: readonly unknown[],
  callbackToken = ''
): Redactor {
  let secret = byList.get(secrets)
  if (secret === undefined) {
    secret = anyOf(secrets.filter((value) => value.length >= 4).flatMap(spellings), 'g')
    byList.set(secrets, secret)
  }
  const personal = masked.length ? anyOf(masked.flatMap(leaves).flatMap(maskPatterns), 'gi') : null
  const text = (value: string): string => {
    if (secret) value = value.replace(secret, REDACTED)
    if (callbackToken.length >= 16) value = value.replaceAll(callbackToken, REDACTED)
    return personal ? value.replace(personal, ENCRYPTED) : value
  }
  return {
    text,
    url: (url) => text(url.replace(SECRET_QUERY, `$1${REDACTED}`)),
    headers(headers) {
      const shown: Record<string, string> = {}
      for (const [name, value] of Object.entries(headers)) {
        const hide = SECRET_HEADER.test(name) && !PLAIN_HEADERS.has(name.toLowerCase())
        shown[name] = hide ? REDACTED : text(value)
      }
      return shown
    },
  }
}

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

/** A value as it stands and as each place of a request would write it, as patterns. */
function spellings(value: string): string[] {
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
function anyOf(patterns: string[], flags: string): RegExp | null {
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
