import { domainToASCII } from 'node:url'
import { lineOf } from '#entities/clean_text'
import { type Reader, flaw } from '#entities/fields/reader'
import { ok } from '#shared/result'

const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/
const ASCII = /^\p{ASCII}*$/u

/**
 * The addresses people have: RFC 5321 without quoted local parts, comments and address literals; a domain of at least
 * two labels, in ASCII (IDNA). Lower case throughout: providers that tell the case of local parts apart are not met.
 */
export const readEmail: Reader = (value) => {
  const line = typeof value === 'string' ? lineOf(value) : null
  if (!line) return flaw('email', 'must be an address such as name@example.com')
  if (!line.ok) return line
  const at = line.value.lastIndexOf('@')
  const local = line.value.slice(0, at).toLowerCase().normalize('NFC')
  const written = line.value.slice(at + 1).toLowerCase()
  const domain = ASCII.test(written) ? written : domainToASCII(written)
  if (at < 1 || !LOCAL.test(local) || !DOMAIN.test(domain))
    return flaw('email', 'must be an address such as name@example.com')
  if (Buffer.byteLength(local) > 64 || local.length + 1 + domain.length > 254)
    return flaw('email', 'is too long for an address (64 characters before the @, 254 in all)')
  return ok(`${local}@${domain}`)
}
