import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { type Result, fail, ok } from '#shared/result'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import { sendTeamInvitation } from '#accounts/mails/tell'
import type { Role } from '#accounts/models/membership'
import TeamInvitation from '#accounts/models/team_invitation'
import { rolesGivenBy } from '#accounts/permissions'
import { limitsFor, placeChanges, writeLimits } from '#accounts/team/limits'
import { type Room, roomOf } from '#accounts/plans/limits'
import { hashSecret, newSecret } from '#accounts/sign_in/hash_secret'
import type { Account } from '#accounts/types'

const LIVES_MS = 7 * 86_400_000
export const hashOfInvitation = (token: string) => hashSecret('team_invitation', token)

/**
 * `taken`: the address belongs to the team or was invited already; `refused`: not by who asks; a room: the plan has no
 * place left.
 */
export type InviteProblem = 'taken' | 'refused' | 'unknown' | 'unknown_entity' | Room

/** Who invites. */
export interface Inviting {
  actor: string
  role: Role
}

export interface InvitationView {
  id: string
  email: string
  role: Role
  /** Keys of the entities the place will be limited to; null: all. */
  entities: string[] | null
  invited_by: string | null
  invited_at: string
  expires_at: string
  expired: boolean
}

const time = (ms: number) => new Date(Number(ms)).toISOString()

/** Who was asked and has not come yet, in the order they were asked. */
export async function listInvitations(accountId: string, now: number): Promise<InvitationView[]> {
  const rows = await TeamInvitation.query().where('account_id', accountId).orderBy('id')
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    entities: row.entities,
    invited_by: row.invitedBy?.replace(/^user:/, '') ?? null,
    invited_at: time(row.createdAt),
    expires_at: time(row.expiresAt),
    expired: Number(row.expiresAt) <= now,
  }))
}

/** Asks somebody to join, by the link in a mail: in the account's name, or in that of its agency. */
export async function inviteToTeam(
  account: Account,
  { email, role, entities }: { email: string; role: Role; entities?: string[] | null },
  by: Inviting,
  now: number,
  sender: Account = account
): Promise<Result<TeamInvitation, InviteProblem>> {
  if (!rolesGivenBy(by.role).includes(role)) return fail('refused')
  const token = newSecret()
  const made = await db.transaction<Result<TeamInvitation, InviteProblem>>(async (trx) => {
    await lockConfiguration(trx, account.id)
    if (await isThere(trx, account.id, email)) return fail('taken' as const)
    const room = await roomOf(trx, account.id, 'members')
    if (room && room.used >= room.most) return fail(room)
    const limits = await limitsFor(trx, account.id, role, entities ?? null)
    if (!limits.ok) return limits
    const row = {
      ...{ id: newId('tin', now), accountId: account.id, email, role, entities: limits.value },
      ...{ hash: hashOfInvitation(token), invitedBy: by.actor },
      ...{ createdAt: now, expiresAt: now + LIVES_MS },
    }
    const invitation = await TeamInvitation.create(row, { client: trx })
    await record(trx, invitation, 'created', by.actor)
    return ok(invitation)
  })
  if (made.ok) sendTeamInvitation(account, made.value, token, now, sender)
  return made
}

async function isThere(trx: TransactionClientContract, accountId: string, email: string) {
  const member = trx
    .from('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .where({ 'memberships.account_id': accountId, 'users.email': email })
  const invited = trx.from('team_invitations').where({ account_id: accountId, email })
  return Boolean((await member.first()) ?? (await invited.first()))
}

/** A new link, for seven days more, in the place of the one before. */
export async function inviteAgain(
  account: Account,
  id: string,
  by: Inviting,
  now: number,
  sender: Account = account
): Promise<Result<TeamInvitation, InviteProblem>> {
  const token = newSecret()
  const again = await handled(account.id, id, by, async (trx, invitation) => {
    const link = { hash: hashOfInvitation(token), expiresAt: now + LIVES_MS, invitedBy: by.actor }
    await invitation.merge(link).useTransaction(trx).save()
    const detail = { changes: [{ path: 'expires_at', from: null, to: time(link.expiresAt) }] }
    await record(trx, invitation, 'updated', by.actor, detail)
  })
  if (again.ok) sendTeamInvitation(account, again.value, token, now, sender)
  return again
}

/** Takes an invitation back: its link opens nothing any more. */
export const revokeInvitation = (accountId: string, id: string, by: Inviting) =>
  handled(accountId, id, by, async (trx, invitation) => {
    await invitation.useTransaction(trx).delete()
    const detail = { changes: placeChanges(invitation, null) }
    await record(trx, invitation, 'deleted', by.actor, detail)
  })

function handled(
  accountId: string,
  id: string,
  { role }: Inviting,
  act: (trx: TransactionClientContract, invitation: TeamInvitation) => Promise<void>
): Promise<Result<TeamInvitation, InviteProblem>> {
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const invitation = await TeamInvitation.query({ client: trx })
      .where({ account_id: accountId, id })
      .first()
    if (!invitation) return fail('unknown')
    if (!rolesGivenBy(role).includes(invitation.role)) return fail('refused')
    await act(trx, invitation)
    return ok(invitation)
  })
}

const record = (
  trx: TransactionClientContract,
  invitation: TeamInvitation,
  action: 'created' | 'updated' | 'deleted',
  actor: string,
  detail: Record<string, unknown> = { changes: placeChanges(null, invitation) }
) => {
  const { accountId, email } = invitation
  return recordChange(trx, { accountId, actor, object: `invitations.${email}`, action, detail })
}

/** Makes somebody a member by an invitation that is used up; false when it was used or taken back meanwhile. */
export async function takeInvitation(
  trx: TransactionClientContract,
  { id, hash, accountId, email, role, entities }: TeamInvitation,
  userId: string,
  now: number
): Promise<boolean> {
  await lockConfiguration(trx, accountId)
  const used = await trx
    .from('team_invitations')
    .where({ id, hash, role })
    .where('expires_at', '>', now)
    .delete()
  if (!changed(used)) return false
  await trx
    .insertQuery()
    .table('memberships')
    .insert({
      ...{ id: newId('mem', now), account_id: accountId, user_id: userId, created_at: now },
      ...{ role, entities: writeLimits(entities) },
    })
    .knexQuery.onConflict(['account_id', 'user_id'])
    .ignore()
  await recordChange(trx, {
    accountId,
    actor: `user:${email}`,
    object: `team.${email}`,
    action: 'created',
    detail: { changes: placeChanges(null, { role, entities }) },
  })
  return true
}
