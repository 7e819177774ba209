import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { accountsOfSite } from '#accounts/domains/may_enter'
import type { Site } from '#accounts/domains/site_of_host'
import type { Role } from '#accounts/models/membership'
import type User from '#accounts/models/user'
import { MAY } from '#accounts/permissions'

/** Somebody of an agency at work in a client's account, without a place in its team. */
export interface Visit {
  id: string
  agency: { id: string; key: string; name: string }
  /** ms; over by then at the latest. */
  endsAt: number
}

/** What somebody of an agency may do in a client's account: everything but who is an owner. */
export const VISITOR_ROLE: Role = 'admin'

/**
 * Visits (`v`) that still stand: they are not over, their time is not up, and whoever made them may see to the agency
 * (`a`), which has the client (`c`) and is let in by it. Whose sign-in they are is for the reader to ask.
 */
export const standing = (now: number, client: Pick<TransactionClientContract, 'from'> = db) =>
  client
    .from('agency_visits as v')
    .join('accounts as c', 'c.id', 'v.account_id')
    .join('accounts as a', 'a.id', 'c.parent_id')
    .join('memberships as m', (join) =>
      join.on('m.account_id', 'a.id').andOn('m.user_id', 'v.user_id')
    )
    .whereNull('v.left_at')
    .where('v.ends_at', '>', now)
    .whereColumn('v.agency_id', 'a.id')
    .where('c.agency_access', true)
    .where('a.agency', true)
    .whereNull('a.suspended_at')
    .whereIn('m.role', [...MAY.manage])

/**
 * The visit by which somebody is in an account, read anew with each request; null as soon as it does not stand any more,
 * or belongs to another sign-in.
 */
export async function visitOf(
  { id: userId, sessionId }: Pick<User, 'id' | 'sessionId'>,
  accountId: string,
  now: number,
  site?: Site,
  client?: Pick<TransactionClientContract, 'from'>
): Promise<Visit | null> {
  if (!sessionId) return null
  const row = await standing(now, client)
    .where({ 'v.session_id': sessionId, 'v.user_id': userId, 'v.account_id': accountId })
    .if(site, (query) => query.whereIn('v.account_id', accountsOfSite(site!)))
    .select('v.id', 'v.ends_at', 'a.id as agency_id', 'a.key', 'a.name')
    .first()
  return (
    row && {
      id: row.id,
      agency: { id: row.agency_id, key: row.key, name: row.name },
      endsAt: Number(row.ends_at),
    }
  )
}
