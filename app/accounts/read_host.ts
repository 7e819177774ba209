import { domainToASCII } from 'node:url'

const MOST = 253
const TEXT = /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@\\[\]%,;<>"']+))(?::\d{1,5})?$/i
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/**
 * The name a Host header asks for: lower case, in ASCII (RFC 5891), without port and final dot; an address as it is.
 * Null for what is no host: user info, a path, an empty label.
 */
export function readHost(text: string | null | undefined): string | null {
  const match = text && text.length <= MOST + 8 ? TEXT.exec(text) : null
  if (!match) return null
  if (match[1] !== undefined)
    return URL.canParse(`http://[${match[1]}]`) ? match[1].toLowerCase() : null
  const name = domainToASCII(match[2].replace(/\.$/, ''))
  if (isAddress(name)) return name
  return name.length <= MOST && name.split('.').every((label) => LABEL.test(label)) ? name : null
}

/** Of what `readHost` answers: an IPv4 address, or an IPv6 one without its brackets. */
export const isAddress = (host: string): boolean => host.includes(':') || IPV4.test(host)

/** Ends of names that no public DNS has: machines at home and in an office are called so. */
const PRIVATE_ENDS = ['localhost', 'local', 'internal', 'lan', 'home.arpa', 'test', 'invalid']

/** Whether a host can be nobody's domain: an address, a name of one word, a name of this machine or network. */
export const isLocalName = (host: string): boolean =>
  isAddress(host) ||
  !host.includes('.') ||
  PRIVATE_ENDS.some((end) => host === end || host.endsWith(`.${end}`))
