import db from '@adonisjs/lucid/services/db'
import { EVENT_TYPES } from '#store/audit_event'
import { actorOf } from '#accounts/actor'
import type { Scope } from '#entities/entity_scope'
import type { Named } from '#insights/read_names'

export interface LogChoices {
  types: readonly string[]
  partners: Named[]
  profiles: Named[]
  /** As the trail names them; what nobody asked for is `system`, and partners answer as `partner`. */
  actors: string[]
}

/** What the event log can be narrowed to; tokens and partners that are gone still have their events. */
export async function loadLogChoices(accountId: string, scope: Scope = null): Promise<LogChoices> {
  const named = (table: string) =>
    db.from(table).where('account_id', accountId).orderBy('name').select('key', 'name')
  const people = await db
    .from('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .where('memberships.account_id', accountId)
    .orderBy('users.email')
    .select('users.email')
  const visitors = await db
    .from('agency_visits')
    .join('users', 'users.id', 'agency_visits.user_id')
    .join('accounts', 'accounts.id', 'agency_visits.agency_id')
    .where('agency_visits.account_id', accountId)
    .orderBy('users.email')
    .distinct('users.email', 'accounts.key')
  const tokens = await db
    .from('api_tokens')
    .where('account_id', accountId)
    .orderBy('name')
    .distinct('name')
  const profiles = await named('profiles')
  return {
    types: EVENT_TYPES,
    partners: await named('partners'),
    profiles: profiles.filter(({ key }) => !scope || scope.profiles.includes(key)),
    actors: [
      ...people.map(({ email }) => actorOf({ email })),
      ...visitors.map(({ email, key }) => actorOf({ email, via: key })),
      ...tokens.map(({ name }) => `token:${name}`),
    ],
  }
}
