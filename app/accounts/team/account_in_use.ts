import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { accountsOfSite } from '#accounts/domains/may_enter'
import type { Site } from '#accounts/domains/site_of_host'
import Membership from '#accounts/models/membership'

/** Where a session keeps the account its pages are of. */
export const ACCOUNT_KEY = 'account'

const TOUCH_MS = 60_000

/** A person's place in an account, or in the one they came to first, of those seen on the site; null where there is none. */
export const placeOf = (
  userId: string,
  accountId?: string,
  site?: Site
): Promise<Membership | null> =>
  Membership.query()
    .where('user_id', userId)
    .if(site, (query) => query.whereIn('account_id', accountsOfSite(site!)))
    .if(accountId !== undefined, (query) => query.where('account_id', accountId!))
    .orderBy('id')
    .first()

export interface AccountChoice {
  key: string
  name: string
}

/** The accounts a person belongs to, of those seen on the site, by name. */
export async function accountsOf(userId: string, site?: Site): Promise<AccountChoice[]> {
  const rows = await db
    .from('memberships')
    .join('accounts', 'accounts.id', 'memberships.account_id')
    .where('memberships.user_id', userId)
    .if(site, (query) => query.whereIn('accounts.id', accountsOfSite(site!)))
    .orderBy('accounts.name')
    .orderBy('accounts.id')
    .select('accounts.key', 'accounts.name')
  return rows.map(({ key, name }) => ({ key, name }))
}

/** The id of an account by its key, where the person belongs to it. */
export async function ownAccountId(
  userId: string,
  key: string,
  site?: Site
): Promise<string | null> {
  const row = await db
    .from('memberships')
    .join('accounts', 'accounts.id', 'memberships.account_id')
    .where('memberships.user_id', userId)
    .where('accounts.key', key)
    .if(site, (query) => query.whereIn('accounts.id', accountsOfSite(site!)))
    .select('accounts.id')
    .first()
  return row?.id ?? null
}

/** Notes that somebody was here, once a minute at most and never in the way of the request. */
export function noteSeen({ id, seenAt }: Membership, now: number) {
  if (seenAt !== null && now - Number(seenAt) < TOUCH_MS) return
  db.from('memberships')
    .where('id', id)
    .update({ seen_at: now })
    .catch((error) => logger.warn({ err: error }, 'a visit of somebody of the team was not noted'))
}
