import db from '@adonisjs/lucid/services/db'
import { conflict } from '#shared/http_problem'
import { watchWrites, watcherId, watcherLocks } from '#store/lead_watchers'
import { store } from '#store/store'
import type { Person } from '#crm/people'
import type { WorkLead } from '#crm/work_lead'

export interface Watcher {
  email: string
  name: string | null
  since: string
}

/** Who follows a lead, the first of them first. Who left the team is not among them. */
export async function listWatchers(accountId: string, leadId: string): Promise<Watcher[]> {
  const rows = await db
    .from('lead_watchers')
    .join('users', 'users.id', 'lead_watchers.user_id')
    .join('memberships', (join) =>
      join
        .on('memberships.user_id', 'lead_watchers.user_id')
        .andOn('memberships.account_id', 'lead_watchers.account_id')
    )
    .where({ 'lead_watchers.account_id': accountId, 'lead_watchers.lead_id': leadId })
    .orderBy('lead_watchers.since')
    .orderBy('users.email')
    .select('users.email', 'users.name', 'lead_watchers.since')
  return rows.map(({ email, name, since }) => ({
    ...{ email, name, since: new Date(Number(since)).toISOString() },
  }))
}

/** Throws HttpProblem 409 where the person was erased. */
export async function watch(accountId: string, lead: WorkLead, person: Person, now: number) {
  const done = await store.submit<boolean>({
    locks: [{ table: 'leads', value: lead.id }, ...watcherLocks(lead.id, [person.id])],
    decide(locked) {
      if (locked.get('leads', lead.id)?.erased_at) return { result: false, writes: [] }
      return { result: true, writes: watchWrites(locked, accountId, lead.id, [person.id], now) }
    },
  })
  if (!done) throw conflict('The lead was erased')
}

/** Whoever does not follow it may stop all the same. */
export const unwatch = (lead: WorkLead, userId: string) =>
  store.submit<null>({
    locks: [{ table: 'leads', value: lead.id }, ...watcherLocks(lead.id, [userId])],
    decide: () => ({
      result: null,
      writes: [{ clear: 'lead_watchers', column: 'id', value: watcherId(lead.id, userId) }],
    }),
  })
