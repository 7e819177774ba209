import { type Site, domainBook } from '#accounts/domains/domain_book'

export type { Site }

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Whose pages the host of the request shows; absent on hosts of the install itself. */
    site?: Site
    /** The host a session begun here is bound to: '' on those of the install itself. */
    siteHost?: string
  }
}

/** Whose pages a host shows, as `readHost` writes it; null for hosts nobody has proven. */
export async function siteOfHost(host: string): Promise<Site | null> {
  const { sites } = await domainBook()
  return sites.get(host) ?? null
}

/** Whether an account's people and pages are seen on a site: its own account's, and those of clients of it. */
export const isOnSite = (
  site: Site | undefined,
  account: { id: string; parentId: string | null }
): boolean => !site || account.id === site.accountId || account.parentId === site.accountId
