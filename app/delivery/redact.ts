import { anyOf, patternOfValues, spellings } from '#entities/value_patterns'

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
  const personal = masked.length ? patternOfValues(masked) : null
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
