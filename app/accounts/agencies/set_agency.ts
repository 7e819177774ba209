import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import AccountModel from '#accounts/models/account'
import { type Problem, type Result, fail, ok } from '#shared/result'

export interface By {
  actor: string
  now: number
}

const refused = (rule: string, message: string): Result<never, Problem[]> =>
  fail([{ field: 'agency', rule, message }])

/**
 * Makes an account an agency, or takes that back. Rules: `client` where it is a client itself (there is one level),
 * `clients` where it has some, `unknown`.
 */
export const setAgency = (
  accountId: string,
  agency: boolean,
  { actor, now }: By
): Promise<Result<void, Problem[]>> =>
  db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const account = await AccountModel.find(accountId, { client: trx })
    if (!account) return refused('unknown', 'there is no such account')
    if (account.agency === agency) return ok(undefined)
    if (agency && account.parentId !== null)
      return refused('client', 'is a client of an agency itself')
    if (!agency && (await hasClients(trx, accountId)))
      return refused('clients', 'has clients, which would belong to nobody')
    await account.merge({ agency, updatedAt: now }).save()
    await recordChange(trx, {
      ...{ accountId, actor, object: 'account', action: 'updated' as const },
      detail: { changes: [{ path: 'agency', from: !agency, to: agency }] },
    })
    return ok(undefined)
  })

const hasClients = async (trx: TransactionClientContract, accountId: string) =>
  (await trx.from('accounts').where('parent_id', accountId).select('id').first()) !== null

/**
 * Holds an agency while it gets a client: it stays one until the transaction ends. Null: it is none.
 */
export async function holdAgency(
  trx: TransactionClientContract,
  agencyId: string
): Promise<AccountModel | null> {
  await lockConfiguration(trx, agencyId)
  const agency = await AccountModel.find(agencyId, { client: trx })
  return agency?.agency && agency.parentId === null ? agency : null
}
