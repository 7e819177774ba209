import { loadAccount } from '#accounts/repository'
import AccountModel from '#accounts/models/account'
import { appKeys } from '#config/encryption'
import { UnknownAccountError } from '#entities/errors'
import { type AccountKey, openAccountKey, rewrapAccountKey } from '#entities/field_crypto'

const MAX_CACHED = 500
// A data key never changes, only its wrapping: what is opened once stays right.
const opened = new Map<string, Promise<AccountKey>>()

async function open(accountId: string): Promise<AccountKey> {
  const account = await loadAccount(accountId)
  if (!account) throw new UnknownAccountError(accountId)
  return openAccountKey(account.dataKey, appKeys)
}

/** The opened field key of an account. Throws E_UNKNOWN_ACCOUNT or E_ACCOUNT_KEY_UNREADABLE. */
export function accountKey(accountId: string): Promise<AccountKey> {
  const known = opened.get(accountId)
  if (known) return known
  if (opened.size >= MAX_CACHED) opened.clear()
  const opening = open(accountId)
  opened.set(accountId, opening)
  opening.catch(() => opened.delete(accountId))
  return opening
}

/** After a rotation of APP_KEY: wraps every account's field key by the new first key; answers how many were changed. */
export async function rewrapAccountKeys(): Promise<number> {
  let count = 0
  for (const row of await AccountModel.query().select('id', 'data_key')) {
    const wrapped = rewrapAccountKey(row.dataKey, appKeys)
    if (wrapped === null) continue
    await AccountModel.query().where('id', row.id).update({ data_key: wrapped })
    count++
  }
  return count
}
