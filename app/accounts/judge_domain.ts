import { isAddress, isLocalName, readHost } from '#accounts/read_host'

export const DOMAIN_USES = ['app', 'portal', 'capture'] as const
/** What a domain opens: the app of the team, the portal of the partners, or forms and posting documents. */
export type DomainUse = (typeof DOMAIN_USES)[number]

/** Why a name cannot be added. */
export type DomainProblem = 'format' | 'address' | 'local' | 'own' | 'shared'

/** In front of a domain: where its record stands. A name with an underscore is no host's, so it takes nothing away. */
export const RECORD_PREFIX = '_verify.'
export const recordValue = (token: string): string => `verify=${token}`

/**
 * Names below which strangers get names: nobody owns one of these alone. No list of all, which is long and ages: a name
 * that is missing here can be typed, and still needs a record that only its owner can make.
 */
const SHARED = new Set([
  ...['co.uk', 'org.uk', 'me.uk', 'ac.uk', 'gov.uk', 'co.jp', 'ne.jp', 'or.jp', 'co.nz', 'org.nz'],
  ...['com.au', 'net.au', 'org.au', 'com.br', 'com.mx', 'com.ar', 'com.tr', 'com.cn', 'com.hk'],
  ...['com.sg', 'com.my', 'com.tw', 'co.in', 'co.za', 'co.kr', 'co.il', 'co.id', 'co.th', 'co.at'],
  ...['or.at', 'com.pl', 'com.es', 'com.pt', 'com.ua', 'com.co', 'com.pe', 'com.de', 'eu.org'],
  ...['github.io', 'gitlab.io', 'pages.dev', 'workers.dev', 'vercel.app', 'netlify.app', 'web.app'],
  ...['herokuapp.com', 'azurewebsites.net', 'cloudfront.net', 'amazonaws.com', 'fly.dev'],
  ...['onrender.com', 'appspot.com', 'blogspot.com', 'ngrok.io', 'ngrok.app', 'duckdns.org'],
])

const STRICT_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/

/** The name of a domain as it is kept, or why it cannot be one. `own`: hosts of the install itself. */
export function judgeDomain(
  typed: string,
  own: ReadonlySet<string>
): { host: string } | { problem: DomainProblem } {
  const text = typed.trim()
  // People paste the address of a page; anything behind a port or a path would be ignored without a word.
  const name = text.replace(/^https?:\/\//i, '').replace(/\/$/, '')
  const host = readHost(name)
  if (host && isAddress(host)) return { problem: 'address' }
  if (!host || name.includes(':') || RECORD_PREFIX.length + host.length > 253)
    return { problem: 'format' }
  if (!host.includes('.')) return { problem: 'format' }
  if (!host.split('.').every((label) => STRICT_LABEL.test(label))) return { problem: 'format' }
  if (isLocalName(host)) return { problem: 'local' }
  if (own.has(host)) return { problem: 'own' }
  if (SHARED.has(host)) return { problem: 'shared' }
  return { host }
}
