import db from '@adonisjs/lucid/services/db'
import { recordChange } from '#accounts/config_changes'
import AssignmentModel from '#routing/models/assignment'
import ProfileModel from '#routing/models/profile'

const findProfile = (accountId: string, key: string) =>
  ProfileModel.query().where({ account_id: accountId, key }).whereNull('deleted_at').first()

const detail = (paused: boolean) => ({ changes: [{ path: 'paused', from: !paused, to: paused }] })

/** Stops or resumes a profile at once; false where the account has no such profile. */
export async function setProfilePaused(
  accountId: string,
  key: string,
  paused: boolean,
  actor: string | null
): Promise<boolean> {
  const row = await findProfile(accountId, key)
  if (!row) return false
  if (row.paused === paused) return true
  await db.transaction(async (trx) => {
    await row.useTransaction(trx).merge({ paused, updatedAt: Date.now() }).save()
    const object = `profiles.${key}`
    await recordChange(trx, { accountId, actor, object, action: 'updated', detail: detail(paused) })
  })
  return true
}

/** Stops or resumes one partner's place in a profile at once; false where there is no such place. */
export async function setAssignmentPaused(
  accountId: string,
  profileKey: string,
  assignmentKey: string,
  paused: boolean,
  actor: string | null
): Promise<boolean> {
  const profile = await findProfile(accountId, profileKey)
  const row =
    profile &&
    (await AssignmentModel.query()
      .where({ account_id: accountId, profile_id: profile.id, key: assignmentKey })
      .first())
  if (!row) return false
  if (row.paused === paused) return true
  await db.transaction(async (trx) => {
    await row.useTransaction(trx).merge({ paused }).save()
    const object = `profiles.${profileKey}.assignments.${assignmentKey}`
    await recordChange(trx, { accountId, actor, object, action: 'updated', detail: detail(paused) })
  })
  return true
}
