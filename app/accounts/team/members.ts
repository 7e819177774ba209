import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { type Result, fail, ok } from '#shared/result'
import { changed } from '#store/changed'
import { VISITOR_ROLE, visitOf } from '#accounts/agencies/visits'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import type { Role } from '#accounts/models/membership'
import { rolesGivenBy } from '#accounts/permissions'
import { limitsFor, placeChanges, readLimits, writeLimits } from '#accounts/team/limits'

/** `refused`: who asks may not do this to somebody of that role. */
export type MemberProblem = 'unknown' | 'refused' | 'last_owner' | 'unknown_entity'

/** Who asks, as the history names them. */
export interface Asking {
  userId: string
  actor: string
  /** The sign-in, of somebody of the agency who has no place here. */
  visiting?: string
}

export interface MemberView {
  id: string
  email: string
  name: string | null
  role: Role
  /** Keys of the entities the place is limited to; null: all. */
  entities: string[] | null
  since: string
  seen_at: string | null
  self: boolean
}

const time = (ms: number | null) => (ms === null ? null : new Date(Number(ms)).toISOString())

/** Who belongs to an account, in the order they came. */
export async function listMembers(accountId: string, userId: string): Promise<MemberView[]> {
  const rows = await members(accountId)
    .orderBy('memberships.id')
    .select('memberships.*', 'users.email', 'users.name')
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    entities: readLimits(row.entities),
    since: time(row.created_at)!,
    seen_at: time(row.seen_at),
    self: row.user_id === userId,
  }))
}

const members = (accountId: string, client: Pick<typeof db, 'from'> = db) =>
  client
    .from('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .where('memberships.account_id', accountId)

interface MemberRow {
  id: string
  user_id: string
  role: Role
  entities: string | null
  email: string
}

/** `entities` absent: the limits stay as they are. */
export interface PlaceWish {
  role: Role
  entities?: string[] | null
}

/** Gives somebody another role, or other limits. */
export const changeRole = (
  accountId: string,
  asking: Asking,
  id: string,
  { role, entities }: PlaceWish
): Promise<Result<null, MemberProblem>> =>
  alone(accountId, asking, { id }, async (trx, mine, member) => {
    const given = rolesGivenBy(mine)
    if (!given.includes(member.role) || !given.includes(role)) return fail('refused')
    const before = readLimits(member.entities)
    const wish = entities === undefined ? before : entities
    const limits = await limitsFor(trx, accountId, role, wish, before ?? [])
    if (!limits.ok) return limits
    const after = { role, entities: limits.value }
    const changes = placeChanges({ role: member.role, entities: before }, after)
    if (!changes.length) return ok(null)
    const place = { role, entities: writeLimits(after.entities) }
    if (!(await update(trx, accountId, member, (query) => query.update(place))))
      return fail('last_owner')
    await recordChange(trx, {
      accountId,
      actor: asking.actor,
      object: `team.${member.email}`,
      action: 'updated',
      detail: { changes },
    })
    return ok(null)
  })

/** Takes somebody out of the team, or oneself: with the next request they see nothing of the account any more. */
export const removeMember = (
  accountId: string,
  asking: Asking,
  who: { id: string } | { user_id: string }
): Promise<Result<null, MemberProblem>> =>
  alone(accountId, asking, who, async (trx, mine, member) => {
    const leaves = member.user_id === asking.userId
    if (!leaves && !rolesGivenBy(mine).includes(member.role)) return fail('refused')
    if (!(await update(trx, accountId, member, (query) => query.delete())))
      return fail('last_owner')
    await recordChange(trx, {
      accountId,
      actor: asking.actor,
      object: `team.${member.email}`,
      action: 'deleted',
      detail: {
        changes: placeChanges({ role: member.role, entities: readLimits(member.entities) }, null),
      },
    })
    return ok(null)
  })

/**
 * One change of the team at a time: what somebody may do is read again inside, so of two owners who lower each other at
 * once one is refused.
 */
function alone(
  accountId: string,
  { userId, visiting }: Asking,
  who: { id: string } | { user_id: string },
  act: (
    trx: TransactionClientContract,
    mine: Role,
    member: MemberRow
  ) => Promise<Result<null, MemberProblem>>
): Promise<Result<null, MemberProblem>> {
  const [[column, value]] = Object.entries(who)
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const find = (of: string, is: string) =>
      members(accountId, trx)
        .where(`memberships.${of}`, is)
        .select('memberships.id', 'memberships.user_id', 'memberships.role')
        .select('memberships.entities', 'users.email')
        .first() as Promise<MemberRow | null>
    const [mine, member] = [await find('user_id', userId), await find(column, value)]
    const visit = !mine && visiting ? { id: userId, sessionId: visiting } : null
    const role =
      mine?.role ??
      (visit && (await visitOf(visit, accountId, Date.now(), undefined, trx)) && VISITOR_ROLE)
    if (!role) return fail('refused')
    return member ? act(trx, role, member) : fail('unknown')
  })
}

type Query = ReturnType<TransactionClientContract['from']>

/** Changes a member while an owner is left beside them, in one statement; false where none would be. */
async function update(
  trx: TransactionClientContract,
  accountId: string,
  { id, role }: MemberRow,
  change: (query: Query) => Query | Promise<unknown>
): Promise<boolean> {
  const query = trx.from('memberships').where({ id, account_id: accountId, role })
  if (role === 'owner')
    query.whereExists((other) =>
      other
        .from('memberships as others')
        .where('others.account_id', accountId)
        .where('others.role', 'owner')
        .whereNot('others.id', id)
    )
  return changed(await change(query))
}
