import db from '@adonisjs/lucid/services/db'
import encryption from '@adonisjs/core/services/encryption'
import { changed } from '#store/changed'
import { UnreadableSecretError } from '#accounts/errors'
import type SecondFactor from '#accounts/models/second_factor'
import { type Realm, within } from '#accounts/sign_in/realm'
import {
  countRecoveryCodes,
  renewRecoveryCodes,
  takeRecoveryCode,
} from '#accounts/sign_in/recovery_codes'
import { TEAM } from '#accounts/sign_in/team_realm'
import { newTotpSecret, stepOf } from '#accounts/sign_in/totp'

type Any = Realm<any>
const purpose = (realm: Any, userId: string) => within(realm, `second_factor:${userId}`)

const findFactor = (realm: Any, userId: string) => realm.Factor.find(userId)

export async function hasSecondFactor(userId: string, realm: Any = TEAM): Promise<boolean> {
  const factor = await findFactor(realm, userId)
  return Boolean(factor?.confirmedAt)
}

/** What the settings page tells of it. */
export async function describeSecondFactor(userId: string, realm: Any = TEAM) {
  const factor = await findFactor(realm, userId)
  if (!factor?.confirmedAt) return { on: false as const }
  return {
    on: true as const,
    since: factor.confirmedAt,
    codesLeft: await countRecoveryCodes(userId, realm.recoveryCodes),
  }
}

/** A secret for the authenticator app, of no effect until a code confirms it. Null where one is switched on already. */
export async function beginSecondFactor(
  userId: string,
  now: number,
  realm: Any = TEAM
): Promise<string | null> {
  const secret = newTotpSecret()
  const sealed = encryption.encrypt(secret, { purpose: purpose(realm, userId) })
  return db.transaction(async (trx) => {
    const factor = await realm.Factor.find(userId, { client: trx })
    if (factor?.confirmedAt) return null
    await realm.Factor.updateOrCreate(
      { userId },
      { secret: sealed, lastStep: 0, confirmedAt: null, createdAt: now },
      { client: trx }
    )
    return secret
  })
}

/** Switches it on where the code is right; answers the recovery codes, once. */
export async function confirmSecondFactor(
  userId: string,
  code: string,
  now: number,
  realm: Any = TEAM
): Promise<string[] | null> {
  const factor = await findFactor(realm, userId)
  if (!factor || factor.confirmedAt) return null
  if (!(await takeStep(realm, factor, code, now))) return null
  return db.transaction(async (trx) => {
    const confirmed = await trx
      .from(realm.Factor.table)
      .where({ user_id: userId, secret: factor.secret })
      .whereNull('confirmed_at')
      .update({ confirmed_at: now })
    return changed(confirmed) ? renewRecoveryCodes(trx, userId, realm.recoveryCodes) : null
  })
}

/** A code of the app or a recovery code. Each is right once. */
export async function takeCode(
  userId: string,
  code: string,
  now: number,
  realm: Any = TEAM
): Promise<boolean> {
  const factor = await findFactor(realm, userId)
  if (!factor?.confirmedAt) return false
  const digits = code.replace(/\s/g, '')
  if (/^\d{6}$/.test(digits)) return takeStep(realm, factor, digits, now)
  return takeRecoveryCode(userId, code, now, realm.recoveryCodes)
}

/** Moves to the step of the code: a step at or before the last one taken is refused, also of two at the same moment. */
async function takeStep(
  realm: Any,
  factor: SecondFactor,
  code: string,
  now: number
): Promise<boolean> {
  const secret = encryption.decrypt<string>(factor.secret, purpose(realm, factor.userId))
  if (secret === null) throw new UnreadableSecretError('of a second factor')
  const step = stepOf(secret, code, now)
  if (step === null) return false
  const taken = await db
    .from(realm.Factor.table)
    .where('user_id', factor.userId)
    .where('last_step', '<', step)
    .update({ last_step: step })
  return changed(taken)
}

/** False where none was on. */
export async function switchOffSecondFactor(userId: string, realm: Any = TEAM): Promise<boolean> {
  return db.transaction(async (trx) => {
    await trx.from(realm.recoveryCodes).where('user_id', userId).delete()
    return changed(await trx.from(realm.Factor.table).where('user_id', userId).delete())
  })
}

/** Null where none is on. */
export const newRecoveryCodes = (userId: string, realm: Any = TEAM): Promise<string[] | null> =>
  db.transaction(async (trx) => {
    const factor = await realm.Factor.find(userId, { client: trx })
    return factor?.confirmedAt ? renewRecoveryCodes(trx, userId, realm.recoveryCodes) : null
  })
