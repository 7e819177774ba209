import db from '@adonisjs/lucid/services/db'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import { invoicingShape } from '#accounts/invoicing_shape'
import AccountModel from '#accounts/models/account'
import type { Account, Invoicing } from '#accounts/types'
import { diffValues } from '#accounts/told_changes'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** Replaces what stands on the account's invoices and how they are made; what is left out is not said any more. */
export async function saveAccountInvoicing(
  account: Account,
  input: unknown,
  { actor, now }: { actor: string; now: number }
): Promise<Result<Invoicing, Problem[]>> {
  const problems: Problem[] = []
  const wish = invoicingShape(account.currency).parse(input, '', problems)
  if (problems.length || !wish) return fail(problems)
  await db.transaction(async (trx) => {
    await lockConfiguration(trx, account.id)
    const row = await AccountModel.findOrFail(account.id, { client: trx })
    const changes = diffValues({ invoicing: row.profile.invoicing }, { invoicing: wish })
    await row.merge({ profile: { ...row.profile, invoicing: wish }, updatedAt: now }).save()
    const change = { actor, object: 'account', action: 'updated' as const }
    await recordChange(trx, { accountId: account.id, ...change, detail: { changes } })
  })
  return ok(wish)
}
