import { appUrl } from '#config/app'
import { bookAtHand, domainBook, hostIn } from '#accounts/domains/domain_book'
import type { DomainUse } from '#accounts/judge_domain'

const own = appUrl.replace(/\/+$/, '')

/** As the install is reached itself: over the same protocol and port. */
function addressOfHost(host: string): string {
  const { protocol, port } = new URL(appUrl)
  return `${protocol}//${host}${port ? `:${port}` : ''}`
}

/**
 * Where links of an account begin: at its own domain, else at its agency's, else at the install's (`APP_URL`). Never at
 * the host a request came to: that one is whatever its sender likes.
 */
export async function addressFor(accountId: string | null, use: DomainUse): Promise<string> {
  const host = accountId && hostIn(await domainBook(), accountId, use)
  return host ? addressOfHost(host) : own
}

/** The same at once, by what was read before: for the way of a lead. */
export function addressAtHand(accountId: string, use: DomainUse): string {
  const book = bookAtHand()
  const host = book && hostIn(book, accountId, use)
  return host ? addressOfHost(host) : own
}

/** Writes addresses of pages of an account. */
export async function linksOf(accountId: string | null, use: DomainUse) {
  const base = await addressFor(accountId, use)
  return (path: string) => `${base}${path}`
}
