import db from '@adonisjs/lucid/services/db'
import { recordChange } from '#accounts/config_changes'
import { accountSettingsShape } from '#accounts/account_shape'
import AccountModel from '#accounts/models/account'
import { diffValues } from '#accounts/told_changes'
import type { Account } from '#accounts/types'
import type { Locale } from '#shared/locales'
import { type Problem, type Result, fail, ok } from '#shared/result'

export interface AccountSettings {
  name: string
  currency: string
  time_zone: string
  language: Locale
}

/** True once money was booked: amounts of two currencies cannot be added up. */
export const hasBooked = async (accountId: string): Promise<boolean> =>
  (await db.from('postings').where('account_id', accountId).select('id').first()) !== null

/** Changes what an account says of itself. Problems: invalid values, or rule `booked` where the currency is fixed. */
export async function saveAccount(
  account: Account,
  input: unknown,
  { actor, now }: { actor: string; now: number }
): Promise<Result<AccountSettings, Problem[]>> {
  const problems: Problem[] = []
  const wish = accountSettingsShape.parse(input, '', problems) as AccountSettings | undefined
  if (wish && wish.currency !== account.currency && (await hasBooked(account.id)))
    problems.push({
      field: 'currency',
      rule: 'booked',
      message: `money is booked in ${account.currency} already`,
    })
  if (problems.length || !wish) return fail(problems)
  await db.transaction(async (trx) => {
    const row = await AccountModel.findOrFail(account.id, { client: trx })
    const { time_zone: timeZone, ...rest } = wish
    const { name, currency, language } = row
    const before = { name, currency, language, time_zone: row.timeZone }
    await row.merge({ ...rest, timeZone, updatedAt: now }).save()
    await recordChange(trx, {
      accountId: account.id,
      actor,
      object: 'account',
      action: 'updated',
      detail: { changes: diffValues(before, wish) },
    })
  })
  return ok(wish)
}
