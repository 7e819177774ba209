import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { actorOf } from '#accounts/actor'
import { standing } from '#accounts/agencies/visits'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import type User from '#accounts/models/user'
import type { Account } from '#accounts/types'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import { type EventType, event } from '#store/audit_event'
import { changed } from '#store/changed'

const LASTS_MS = 8 * 3_600_000

/** `refused`: the client keeps its agency out; `resting`: it rests; `unknown`: it is nobody's client of this agency. */
export type EnterProblem = 'unknown' | 'refused' | 'resting'

/** Begins to work in a client's account; what this sign-in was at before is over. */
export async function enterClient(
  agency: Account,
  client: Account,
  user: User,
  now: number
): Promise<Result<null, EnterProblem>> {
  await leaveClients(user.sessionId!, now)
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, client.id)
    const row = await trx.from('accounts').where({ id: client.id, parent_id: agency.id }).first()
    if (!row) return fail('unknown')
    if (!row.agency_access) return fail('refused')
    if (row.suspended_at !== null) return fail('resting')
    const visit = { agency_id: agency.id, account_id: client.id, user_id: user.id }
    const ends = now + LASTS_MS
    await trx.table('agency_visits').insert({
      ...{ id: newId('vst', now), ...visit, session_id: user.sessionId!, entered_at: now },
      ends_at: ends,
    })
    const names = { agency: agency.name, agency_key: agency.key, person: user.name ?? user.email }
    await tell(trx, 'entered', client.id, user.email, names, now)
    return ok(null)
  })
}

/** Ends what a sign-in is at in accounts of clients. */
export async function leaveClients(sessionId: string, now: number): Promise<void> {
  for (const visit of await open().where('v.session_id', sessionId)) await leave(visit, now)
}

/**
 * Ends visits whose time is up, whose sign-in is over, or whose grounds are gone; answers how many. Nobody was let in by
 * them any more: this writes down that they left.
 */
export async function closeVisits(now: number): Promise<number> {
  const over = await open()
    .leftJoin('user_sessions as s', 's.id', 'v.session_id')
    .where((ended) =>
      ended
        .whereNull('s.id')
        .orWhere('s.expires_at', '<=', now)
        .orWhereNotIn('v.id', standing(now).select('v.id'))
    )
    .limit(100)
  for (const visit of over) await leave(visit, Math.min(now, Number(visit.ends_at)))
  return over.length
}

const open = () =>
  db
    .from('agency_visits as v')
    .join('accounts as c', 'c.id', 'v.account_id')
    .join('accounts as a', 'a.id', 'v.agency_id')
    .join('users as u', 'u.id', 'v.user_id')
    .whereNull('v.left_at')
    .select('v.id', 'v.account_id', 'v.ends_at', 'u.email', 'u.name as person')
    .select('a.key as agency_key', 'a.name as agency')

interface OpenVisit {
  id: string
  account_id: string
  email: string
  person: string | null
  agency_key: string
  agency: string
}

const leave = ({ id, account_id: accountId, email, person, ...agency }: OpenVisit, now: number) =>
  db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const left = trx.from('agency_visits').where('id', id).whereNull('left_at')
    // Of several processes that find it over one tells it.
    if (!changed(await left.update({ left_at: now }))) return
    const names = { agency: agency.agency, agency_key: agency.agency_key, person: person ?? email }
    await tell(trx, 'left', accountId, email, names, now)
  })

interface Names {
  agency: string
  agency_key: string
  person: string
}

/** In the client's audit trail and in its history, with who it was. */
async function tell(
  trx: TransactionClientContract,
  what: 'entered' | 'left',
  accountId: string,
  email: string,
  { agency_key: via, agency, person }: Names,
  now: number
) {
  const actor = actorOf({ email, via })
  const data = { agency, person }
  const type: EventType = `agency.${what}`
  const line = event(type, { accountId }, data, now, actor)
  if ('row' in line) await trx.table('events').insert(line.row)
  await recordChange(trx, { accountId, actor, object: `agency.${via}`, action: what, detail: data })
}
