import { cleanLine } from '#entities/clean_text'
import { type Flaw, type Reader, flaw } from '#entities/fields/reader'
import { type Result, ok } from '#shared/result'

const LIMIT = 2_048
const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const BARE_HOST =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]|$)/u

/** An http or https address in the form of the URL standard; "www.example.com" is taken as https. */
export function urlOf(value: unknown): Result<string, Flaw> {
  if (typeof value !== 'string')
    return flaw('url', 'must be an address such as https://example.com')
  const line = cleanLine(value)
  if (!line.ok) return line
  const bare = BARE_HOST.test(line.value)
  const url = URL.parse(bare ? `https://${line.value}` : line.value)
  if (!url || (!bare && !SCHEME.test(line.value)))
    return flaw('url', 'must be an address such as https://example.com')
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return flaw('url', 'must start with https:// or http://')
  if (url.username || url.password) return flaw('url', 'must not hold a user name or password')
  if (url.href.length > LIMIT) return flaw('max_length', `must have at most ${LIMIT} characters`)
  return ok(url.href)
}

export const readUrl: Reader = (value) => urlOf(value)
