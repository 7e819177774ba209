import db from '@adonisjs/lucid/services/db'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import { sellerShape } from '#accounts/account_shape'
import AccountModel from '#accounts/models/account'
import { diffValues } from '#accounts/told_changes'
import type { Account, AccountAddress, AccountTax } from '#accounts/types'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** An account as a seller: where it sits and how it stands with VAT. */
export interface Seller {
  country?: string
  vat_id?: string
  address?: AccountAddress
  tax?: AccountTax
}

/** Replaces what the account says of itself as a seller; what is left out is not said any more. */
export async function saveAccountTax(
  account: Account,
  input: unknown,
  { actor, now }: { actor: string; now: number }
): Promise<Result<Seller, Problem[]>> {
  const problems: Problem[] = []
  const wish = sellerShape.parse(input, '', problems) as Seller | undefined
  if (problems.length || !wish) return fail(problems)
  await db.transaction(async (trx) => {
    await lockConfiguration(trx, account.id)
    const row = await AccountModel.findOrFail(account.id, { client: trx })
    const { country = null, ...said } = wish
    // What is left out here is not said any more; what else a profile holds stays.
    const { vat_id: vatId, tax, address } = row.profile
    const before = { country: row.country, vat_id: vatId, tax, address }
    const profile = { ...row.profile, vat_id: said.vat_id, tax: said.tax, address: said.address }
    await row.merge({ country, profile, updatedAt: now }).save()
    const detail = { changes: diffValues(before, wish) }
    const change = { actor, object: 'account', action: 'updated' as const, detail }
    await recordChange(trx, { accountId: account.id, ...change })
  })
  return ok(wish)
}
