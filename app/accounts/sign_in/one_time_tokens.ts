import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import { hashSecret, newSecret } from '#accounts/sign_in/hash_secret'
import type Person from '#accounts/models/person'
import type User from '#accounts/models/user'
import type { Realm } from '#accounts/sign_in/realm'
import { TEAM } from '#accounts/sign_in/team_realm'

export type TokenPurpose = 'password_reset'
const LIVES_MS: Record<TokenPurpose, number> = { password_reset: 3_600_000 }

const hashOf = (purpose: TokenPurpose, token: string) => hashSecret(purpose, token)

/** A token for a link in a mail to the person's address; it is told here alone. */
export async function issueToken(
  user: { id: string; email: string },
  purpose: TokenPurpose,
  now: number,
  realm: Realm<any> = TEAM
): Promise<string> {
  const token = newSecret()
  await realm.Token.query().where('expires_at', '<=', now).delete()
  await realm.Token.create({
    id: newId('ott', now),
    userId: user.id,
    purpose,
    email: user.email,
    hash: hashOf(purpose, token),
    createdAt: now,
    expiresAt: now + LIVES_MS[purpose],
    usedAt: null,
  })
  return token
}

interface Asked<P extends Person> {
  client?: TransactionClientContract
  realm?: Realm<P>
}

/** Whose token it is; null when it was used, ran out, was made for another purpose or for an address of before. */
export async function readToken<P extends Person = User>(
  token: string,
  purpose: TokenPurpose,
  now: number,
  { client, realm = TEAM as unknown as Realm<P> }: Asked<P> = {}
): Promise<{ user: P; tokenId: string } | null> {
  const row = await realm.Token.query({ client })
    .where({ hash: hashOf(purpose, token), purpose })
    .whereNull('used_at')
    .where('expires_at', '>', now)
    .first()
  const user = row && ((await realm.User.find(row.userId, { client })) as P | null)
  return user && user.email === row.email ? { user, tokenId: row.id } : null
}

/** Uses a token up, and with it all others of its person and purpose. False when another request was first. */
export async function useToken(
  trx: TransactionClientContract,
  tokenId: string,
  now: number,
  realm: Realm<any> = TEAM
): Promise<boolean> {
  const used = await trx
    .from(realm.Token.table)
    .where('id', tokenId)
    .whereNull('used_at')
    .update({ used_at: now })
  return changed(used)
}

export const voidTokens = (
  trx: TransactionClientContract,
  userId: string,
  purpose: TokenPurpose,
  now: number,
  realm: Realm<any> = TEAM
) =>
  trx
    .from(realm.Token.table)
    .where({ user_id: userId, purpose })
    .whereNull('used_at')
    .update({ used_at: now })
