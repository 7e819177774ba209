import { loadAccount } from '#accounts/repository'
import { appKeys } from '#config/encryption'
import { type AccountKey, openAccountKey } from '#entities/field_crypto'

const MAX_OPEN = 1_000
const open = new Map<string, Promise<AccountKey>>()

/** The account's field key, unwrapped once per process. Rejects when the account does not exist. */
export function accountKey(accountId: string): Promise<AccountKey> {
  let key = open.get(accountId)
  if (!key) {
    key = unwrap(accountId)
    if (open.size >= MAX_OPEN) open.clear()
    open.set(accountId, key)
    key.catch(() => open.delete(accountId))
  }
  return key
}

async function unwrap(accountId: string): Promise<AccountKey> {
  const account = await loadAccount(accountId)
  if (!account) throw new Error(`E_UNKNOWN_ACCOUNT: ${accountId}`)
  return openAccountKey(account.dataKey, appKeys)
}
