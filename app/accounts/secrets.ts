import encryption from '@adonisjs/core/services/encryption'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import Secret from '#accounts/models/secret'
import { configClock } from '#accounts/config_changes'
import { UnknownSecretError, UnreadableSecretError } from '#accounts/errors'
import { referencesIn, replaceReferences } from '#accounts/secret_references'

export type Secrets = ReadonlyMap<string, string>

const purpose = (accountId: string, name: string) => `secret:${accountId}:${name}`
const cache = new Map<string, { clock: number; secrets: Secrets }>()
const MAX_CACHED_ACCOUNTS = 200

/** All secrets of an account in plain text, by name. Kept in memory until its configuration changes. */
export async function loadSecrets(
  accountId: string,
  client?: QueryClientContract
): Promise<Secrets> {
  const clock = await configClock(accountId, client)
  const cached = cache.get(accountId)
  if (cached?.clock === clock) return cached.secrets
  const secrets = new Map<string, string>()
  for (const row of await Secret.query({ client }).where('account_id', accountId)) {
    const plain = encryption.decrypt<string>(row.value, purpose(accountId, row.name))
    if (plain === null) throw new UnreadableSecretError(row.name)
    secrets.set(row.name, plain)
  }
  if (cache.size >= MAX_CACHED_ACCOUNTS) cache.clear()
  if (!client?.isTransaction) cache.set(accountId, { clock, secrets })
  return secrets
}

/** Stores secrets, encrypted, in the caller's transaction. The caller records the change of configuration. */
export async function storeSecrets(
  trx: TransactionClientContract,
  accountId: string,
  values: ReadonlyMap<string, string>,
  now: number
) {
  for (const [name, plain] of values) {
    const value = encryption.encrypt(plain, { purpose: purpose(accountId, name) })
    await trx
      .insertQuery()
      .table('secrets')
      .knexQuery.insert({
        id: newId('sec', now),
        account_id: accountId,
        name,
        value,
        updated_at: now,
      })
      .onConflict(['account_id', 'name'])
      .merge(['value', 'updated_at'])
  }
}

export async function deleteSecrets(
  trx: TransactionClientContract,
  accountId: string,
  names: string[]
) {
  for (let i = 0; i < names.length; i += 500)
    await trx
      .from('secrets')
      .where('account_id', accountId)
      .whereIn('name', names.slice(i, i + 500))
      .delete()
}

const reveal = (secrets: Secrets) => (name: string) => {
  const plain = secrets.get(name)
  if (plain === undefined) throw new UnknownSecretError(name)
  return plain
}

/** A JSON value with its `${NAME}` replaced by the account's secrets. */
export async function resolveSecrets<T>(accountId: string, value: T): Promise<T> {
  return replaceReferences(value, reveal(await loadSecrets(accountId)))
}

/**
 * A delivery config ready to be used, and the secrets in it, so that logs can leave them out. The code of `transform`
 * stays untouched: there `${x}` is JavaScript.
 */
export async function resolveDelivery<D extends { transform?: string }>(
  accountId: string,
  delivery: D
): Promise<{ delivery: D; secrets: string[] }> {
  const { transform, ...config } = delivery
  const names = new Set<string>()
  referencesIn(config, (name) => names.add(name))
  if (names.size === 0) return { delivery, secrets: [] }
  const valueOf = reveal(await loadSecrets(accountId))
  const resolved = replaceReferences(config, valueOf)
  return {
    delivery: (transform === undefined ? resolved : { ...resolved, transform }) as D,
    secrets: [...names].map(valueOf),
  }
}

/** Plain values of all secrets of an account, for redaction. */
export async function listSecretValues(accountId: string): Promise<string[]> {
  const secrets = await loadSecrets(accountId)
  return [...secrets.values()]
}
