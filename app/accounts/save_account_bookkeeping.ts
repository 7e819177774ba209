import db from '@adonisjs/lucid/services/db'
import type { Bookkeeping } from '#accounts/bookkeeping'
import { bookkeepingShape } from '#accounts/bookkeeping_shape'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import AccountModel from '#accounts/models/account'
import type { Account } from '#accounts/types'
import { diffValues } from '#accounts/told_changes'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** Replaces how the books are kept; what is left out is not said any more. */
export async function saveAccountBookkeeping(
  account: Account,
  input: unknown,
  { actor, now }: { actor: string; now: number }
): Promise<Result<Bookkeeping, Problem[]>> {
  const problems: Problem[] = []
  const wish = bookkeepingShape.parse(input, '', problems)
  if (problems.length || !wish) return fail(problems)
  await db.transaction(async (trx) => {
    await lockConfiguration(trx, account.id)
    const row = await AccountModel.findOrFail(account.id, { client: trx })
    const changes = diffValues({ bookkeeping: row.profile.bookkeeping }, { bookkeeping: wish })
    await row.merge({ profile: { ...row.profile, bookkeeping: wish }, updatedAt: now }).save()
    const change = { actor, object: 'account', action: 'updated' as const }
    await recordChange(trx, { accountId: account.id, ...change, detail: { changes } })
  })
  return ok(wish)
}
