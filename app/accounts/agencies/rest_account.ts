import db from '@adonisjs/lucid/services/db'
import type { By } from '#accounts/agencies/set_agency'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import AccountModel from '#accounts/models/account'
import { forgetTokensOf } from '#accounts/verify_token'
import { type Problem, type Result, fail, ok } from '#shared/result'

/**
 * Lets an account rest, or wakes it. While it rests nothing comes in and nobody of its team works in it; what was accepted
 * is finished. Told twice it is told once. Rule: `unknown`.
 */
export async function restAccount(
  accountId: string,
  resting: boolean,
  { actor, now }: By
): Promise<Result<void, Problem[]>> {
  const done = await db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const account = await AccountModel.find(accountId, { client: trx })
    if (!account) return false
    if ((account.suspendedAt !== null) === resting) return true
    await account.merge({ suspendedAt: resting ? now : null, updatedAt: now }).save()
    const changes = [{ path: 'resting', from: !resting, to: resting }]
    const change = { actor, action: 'updated' as const, detail: { changes } }
    await recordChange(trx, { ...change, accountId, object: 'account' })
    // Its agency reads of it in its own history.
    if (account.parentId)
      await recordChange(trx, {
        ...change,
        accountId: account.parentId,
        object: `clients.${account.key}`,
      })
    return true
  })
  if (!done)
    return fail([{ field: 'account', rule: 'unknown', message: 'there is no such account' }])
  forgetTokensOf(accountId)
  return ok(undefined)
}
