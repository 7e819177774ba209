import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { idsBefore, newId } from '#shared/ids'
import ProfileModel from '#routing/models/profile'
import type { Trigger } from '#routing/repository'

/** What a profile is beside its versions. */
export interface ProfileValues {
  key: string
  name: string
  entityId: string
  trigger: Trigger
  triggerStage: string | null
  paused: boolean
  /** Null: nothing is live from now on. Absent: what is live stays. */
  liveVersionId?: null
}

/** Writes a profile by key, in the caller's transaction; a deleted one of that key comes back as itself. */
export async function saveProfile(
  trx: TransactionClientContract,
  accountId: string,
  values: ProfileValues,
  now: number
): Promise<string> {
  const found = await ProfileModel.query({ client: trx })
    .where({ account_id: accountId, key: values.key })
    .first()
  const row = found ?? new ProfileModel().useTransaction(trx)
  if (!found) row.merge({ id: newId('pro', now), accountId, liveVersionId: null, createdAt: now })
  await row.merge({ ...values, deletedAt: null, updatedAt: now }).save()
  return row.id
}

/** Deletes a profile; one that has routed leads is only hidden, and what is under way ends by its live version. */
export async function removeProfile(
  trx: TransactionClientContract,
  accountId: string,
  profileId: string,
  now: number
) {
  const row = ProfileModel.query({ client: trx }).where({ account_id: accountId, id: profileId })
  if (await isUsed(trx, accountId, profileId))
    await row.update({ deleted_at: now, updated_at: now })
  else await row.delete()
}

/** Clocks of two processes differ by less. */
const CLOCKS_MS = 60_000

/** Mostly its deliveries tell; else its runs do, which are no older than itself. */
async function isUsed(trx: TransactionClientContract, accountId: string, profileId: string) {
  const of = { account_id: accountId, profile_id: profileId }
  if (await trx.from('deliveries').where(of).select('id').first()) return true
  const { createdAt } = await ProfileModel.query({ client: trx })
    .where('id', profileId)
    .firstOrFail()
  const run = await trx
    .from('distributions')
    .where('id', '>=', idsBefore('dist', createdAt - CLOCKS_MS))
    .where(of)
    .select('id')
    .first()
  return run !== null
}
