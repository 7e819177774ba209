import db from '@adonisjs/lucid/services/db'
import { domainBook } from '#accounts/domains/domain_book'
import type { Site } from '#accounts/domains/site_of_host'

type Query = { from(table: string): any }

/** Ids of the accounts that are seen on a site, for a `whereIn`. */
export const accountsOfSite =
  ({ accountId }: Site) =>
  (query: Query) =>
    query.from('accounts').where('id', accountId).orWhere('parent_id', accountId).select('id')

/** Whether somebody of the team belongs to an account of the site; everybody does where there is none. */
export async function teamMayEnter(site: Site | undefined, userId: string): Promise<boolean> {
  if (!site) return true
  const place = await db
    .from('memberships')
    .where('user_id', userId)
    .whereIn('account_id', accountsOfSite(site))
    .first()
  return place !== null && place !== undefined
}

/** Whether an account's programs may call under a site's host. */
export async function isOfSite(site: Site, accountId: string): Promise<boolean> {
  if (site.accountId === accountId) return true
  const { agencies } = await domainBook()
  return agencies.get(accountId) === site.accountId
}
