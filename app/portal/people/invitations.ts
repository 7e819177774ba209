import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { type Result, fail, ok } from '#shared/result'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import { appBrand } from '#accounts/brands/app_brands'
import common from '#accounts/common_passwords'
import { type PasswordProblem, judgePassword } from '#accounts/judge_password'
import { loadAccount } from '#accounts/repository'
import { hashSecret, newSecret } from '#accounts/sign_in/hash_secret'
import type { Account } from '#accounts/types'
import { loadPartnerById } from '#partners/repository'
import type { Partner } from '#partners/types'
import { note } from '#portal/people/note'
import { sendInvitation } from '#portal/mails/tell'
import PortalSeat, { type SeatRole } from '#portal/models/portal_seat'
import PortalUser from '#portal/models/portal_user'

export const INVITATION_MS = 7 * 86_400_000
const hashOf = (token: string) => hashSecret('portal_invitation', token)

export interface Invited {
  email: string
  role: SeatRole
}
export type InviteProblem = 'taken'

/** Gives somebody a seat that opens by the link in a mail. `taken`: they have one already. */
export async function invite(
  account: Account,
  partner: Partner,
  { email, role }: Invited,
  actor: string,
  now: number
): Promise<Result<PortalSeat, InviteProblem>> {
  const known = await PortalSeat.findBy({ partner_id: partner.id, email })
  if (known) return fail('taken')
  const token = newSecret()
  const seat = await PortalSeat.create({
    id: newId('pst', now),
    accountId: account.id,
    partnerId: partner.id,
    userId: null,
    email,
    role,
    paused: false,
    inviteHash: hashOf(token),
    inviteExpiresAt: now + INVITATION_MS,
    invitedBy: actor,
    createdAt: now,
    acceptedAt: null,
    seenAt: null,
  })
  await note('portal.invited', { account, partner }, { seat: seat.id, role }, actor, now)
  sendInvitation(account, partner, seat, token, now)
  return ok(seat)
}

/** A new link in the place of the one before; false when the seat is taken by now. */
export async function inviteAgain(
  account: Account,
  partner: Partner,
  seat: PortalSeat,
  actor: string,
  now: number
): Promise<boolean> {
  const token = newSecret()
  const again = await PortalSeat.query()
    .where('id', seat.id)
    .whereNull('accepted_at')
    .update({ invite_hash: hashOf(token), invite_expires_at: now + INVITATION_MS })
  if (!changed(again)) return false
  await note(
    'portal.invited',
    { account, partner },
    { seat: seat.id, role: seat.role, again: true },
    actor,
    now
  )
  sendInvitation(account, partner, seat, token, now)
  return true
}

export interface Invitation {
  seat: PortalSeat
  account: Account
  partner: Partner
  /** Who has a login under the address already; they give its password. */
  user: PortalUser | null
}

/** What a link opens; null when it was used, ran out, or its partner is gone. */
export async function readInvitation(token: string, now: number): Promise<Invitation | null> {
  const seat = await PortalSeat.query()
    .where('invite_hash', hashOf(token))
    .where('invite_expires_at', '>', now)
    .where('paused', false)
    .first()
  if (!seat) return null
  const [account, partner, user] = await Promise.all([
    loadAccount(seat.accountId),
    loadPartnerById(seat.accountId, seat.partnerId),
    PortalUser.findBy('email', seat.email),
  ])
  const there = partner && (await isThere(partner.id))
  return account && partner && there ? { seat, account, partner, user } : null
}

const isThere = async (partnerId: string) =>
  Boolean(await db.from('partners').where('id', partnerId).whereNull('deleted_at').first())

/** Takes the seat under a new login. `token`: the link was used meanwhile. */
export async function acceptAsNew(
  { seat, account, partner }: Invitation,
  password: string,
  now: number
): Promise<Result<PortalUser, PasswordProblem | 'token'>> {
  const { name: product } = await appBrand(account.id)
  const words = [seat.email, account.name, partner.name, product]
  const { problem } = judgePassword(password, common, words)
  if (problem) return fail(problem)
  // Before the transaction: hashing takes long, and SQLite has one writer.
  const hashed = await hash.make(password)
  const id = newId('pus', now)
  const taken = await db.transaction(async (trx) => {
    const made = await trx
      .insertQuery()
      .table('portal_users')
      .insert({
        ...{ id, email: seat.email, password: hashed, created_at: now, updated_at: now },
      })
      .knexQuery.onConflict('email')
      .ignore()
      .returning('id')
    if (!made.length || !(await take(trx, seat, id, now))) {
      await trx.from('portal_users').where('id', id).delete()
      return false
    }
    return true
  })
  if (!taken) return fail('token')
  await joined(seat, account, partner, now)
  return ok((await PortalUser.find(id))!)
}

/** Takes the seat under a login there is; false when the link was used meanwhile. */
export async function acceptAs(
  user: PortalUser,
  { seat, account, partner }: Invitation,
  now: number
): Promise<boolean> {
  if (user.email !== seat.email) return false
  const taken = await db.transaction((trx) => take(trx, seat, user.id, now))
  if (taken) await joined(seat, account, partner, now)
  return taken
}

const take = async (
  trx: { from(table: string): any },
  seat: PortalSeat,
  userId: string,
  now: number
): Promise<boolean> =>
  changed(
    await trx
      .from('portal_seats')
      .where({ id: seat.id, invite_hash: seat.inviteHash })
      .where('invite_expires_at', '>', now)
      .update({ user_id: userId, accepted_at: now, invite_hash: null, invite_expires_at: null })
  )

const joined = (seat: PortalSeat, account: Account, partner: Partner, now: number) =>
  note(
    'portal.joined',
    { account, partner },
    { seat: seat.id, role: seat.role },
    `partner:${seat.email}`,
    now
  )
