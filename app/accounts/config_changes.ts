import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import ConfigChange from '#accounts/models/config_change'

export type ConfigAction =
  'created' | 'updated' | 'deleted' | 'published' | 'reverted' | 'entered' | 'left'

export interface ConfigChangeInput {
  accountId: string
  /** Who did it: `user:…`, `token:…`, `cli`; null where nobody did. */
  actor: string | null
  /** Such as `partners.sunco`. */
  object: string
  action: ConfigAction
  /** Never holds a secret: documents only name them. */
  detail?: Record<string, unknown>
}

/** Any number that is no other advisory lock's. */
const NUMBERS_LOCK = 7_301_944

type Listener = (accountId: string) => void
const listeners = new Set<Listener>()

/** Calls `listener` after every committed change this process made; answers how to stop. */
export function onConfigChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function announce(accountId: string) {
  for (const listener of listeners) {
    try {
      listener(accountId)
    } catch (error) {
      logger.error({ err: error }, 'a listener of configuration changes failed')
    }
  }
}

/**
 * Holds an account's configuration until the transaction ends; leads that refer to the account come in meanwhile. SQLite
 * has one writer anyway.
 */
export async function lockConfiguration(trx: TransactionClientContract, accountId: string) {
  if (trx.dialect.name === 'postgres')
    await trx.rawQuery('select id from accounts where id = ? for no key update', [accountId])
}

/**
 * Numbers are given out in the order of commits, over all accounts: a process that has seen number n has missed
 * nothing before it.
 */
async function lockNumbers(trx: TransactionClientContract) {
  if (trx.dialect.name === 'postgres')
    await trx.rawQuery('select pg_advisory_xact_lock(?)', [NUMBERS_LOCK])
}

/**
 * Writes changes into the history in the caller's transaction, as its last step; listeners hear of them after the commit.
 */
export async function recordChanges(
  trx: TransactionClientContract,
  accountId: string,
  changes: Omit<ConfigChangeInput, 'accountId'>[],
  now = Date.now()
): Promise<void> {
  if (changes.length === 0) return
  await lockNumbers(trx)
  const rows = changes.map((change) => ({
    account_id: accountId,
    at: now,
    actor: change.actor,
    object: change.object.slice(0, 255),
    action: change.action,
    detail: JSON.stringify(change.detail ?? {}),
  }))
  for (let i = 0; i < rows.length; i += 100)
    await trx.table('config_changes').multiInsert(rows.slice(i, i + 100))
  trx.after('commit', () => announce(accountId))
}

export const recordChange = (trx: TransactionClientContract, change: ConfigChangeInput) =>
  recordChanges(trx, change.accountId, [change])

/** The number of an account's latest change, 0 when there is none: what was cached under another number is stale. */
export async function configClock(
  accountId: string,
  client?: QueryClientContract
): Promise<number> {
  const latest = await (client ?? db)
    .from('config_changes')
    .where('account_id', accountId)
    .max('id as id')
    .first()
  return Number(latest?.id ?? 0)
}

/** History of an account, newest first. */
export const listConfigChanges = (accountId: string, limit: number): Promise<ConfigChange[]> =>
  ConfigChange.query().where('account_id', accountId).orderBy('id', 'desc').limit(limit)

/** The latest change of one object; null where it was never changed. */
export const latestChange = (accountId: string, object: string): Promise<ConfigChange | null> =>
  ConfigChange.query().where({ account_id: accountId, object }).orderBy('id', 'desc').first()
