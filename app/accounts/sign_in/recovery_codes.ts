import { randomBytes } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { changed } from '#store/changed'
import { hashSecret } from '#accounts/sign_in/hash_secret'

const COUNT = 10
/** No letter that is taken for another one. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxz'
const LENGTH = 16

/** `k7qd-2m9x-…`: 78 random bits, in groups that can be copied by hand. */
function newCode(): string {
  let text = ''
  while (text.length < LENGTH)
    for (const byte of randomBytes(32))
      // 240 is the largest multiple of 30 in a byte: beyond it some characters would come more often.
      if (byte < 240 && text.length < LENGTH) text += ALPHABET[byte % 30]
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

/** However somebody types it. */
const plain = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, '')

const hashOf = (userId: string, code: string) => hashSecret('recovery', userId, plain(code))

/** New codes in the place of all before. They are told here alone. */
export async function renewRecoveryCodes(
  trx: TransactionClientContract,
  userId: string,
  table = 'recovery_codes'
): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode)
  await trx.from(table).where('user_id', userId).delete()
  await trx
    .table(table)
    .multiInsert(codes.map((code) => ({ user_id: userId, hash: hashOf(userId, code) })))
  return codes
}

/** True once for each code. */
export async function takeRecoveryCode(
  userId: string,
  code: string,
  now: number,
  table = 'recovery_codes'
): Promise<boolean> {
  const taken = await db
    .from(table)
    .where({ user_id: userId, hash: hashOf(userId, code) })
    .whereNull('used_at')
    .update({ used_at: now })
  return changed(taken)
}

export async function countRecoveryCodes(
  userId: string,
  table = 'recovery_codes'
): Promise<number> {
  const row = await db
    .from(table)
    .where('user_id', userId)
    .whereNull('used_at')
    .count('* as count')
    .first()
  return Number(row?.count ?? 0)
}
