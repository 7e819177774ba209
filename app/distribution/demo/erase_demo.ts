import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#accounts/models/user'
import { findAccountByKey } from '#accounts/repository'
import { DEMO_KEY, DEMO_OWNER } from '#distribution/demo/load_demo'

/** Every table with rows of an account, those that refer to others first. */
export const ACCOUNT_TABLES = [
  'events',
  'postings',
  'circuits',
  'mails',
  'idempotency_keys',
  'cap_buckets',
  'attempts',
  'deliveries',
  'distributions',
  'lead_index',
  'lead_keys',
  'lead_revisions',
  'leads',
  'assignments',
  'profile_versions',
  'profiles',
  'partners',
  'fields',
  'entities',
  'secrets',
  'api_tokens',
  'memberships',
  'config_changes',
]
/** Of no account by a column of their own: theirs is the lead's. */
const BY_LEAD = new Set(['lead_revisions'])
/** Guarded by triggers that let nobody change or delete a row. */
const APPEND_ONLY = ['events', 'postings']
const DEADLOCK = '40P01'
const MAX_TRIES = 8

/**
 * Takes the demo account away, with everything in it and nothing besides. The ledger's guards are lifted inside this one
 * transaction only: both databases keep every other writer out of those tables until it ends.
 */
export async function eraseDemo(): Promise<boolean> {
  const account = await findAccountByKey(DEMO_KEY)
  if (!account) return false
  for (let tries = 1; ; tries++) {
    try {
      await db.transaction((trx) => erase(trx, account.id))
      break
    } catch (error) {
      // Leads of the demo may be on their way at this moment, and PostgreSQL lets one of the two go first.
      if ((error as { code?: string }).code !== DEADLOCK || tries === MAX_TRIES) throw error
    }
  }
  await drive.use().deleteAll(`leads/${account.id}`)
  return true
}

async function erase(trx: TransactionClientContract, accountId: string) {
  const restore = await liftGuards(trx)
  for (const table of ACCOUNT_TABLES) {
    const rows = trx.from(table)
    if (BY_LEAD.has(table))
      void rows.whereIn('lead_id', trx.from('leads').where('account_id', accountId).select('id'))
    else void rows.where('account_id', accountId)
    await rows.delete()
  }
  await trx.from('accounts').where('id', accountId).delete()
  await removeOwner(trx)
  await restore()
}

/** The demo's own user, unless somebody let it into another account. */
async function removeOwner(trx: TransactionClientContract) {
  const owner = await User.findBy('email', DEMO_OWNER, { client: trx })
  if (!owner) return
  const elsewhere = await trx.from('memberships').where('user_id', owner.id).first()
  if (!elsewhere) await owner.useTransaction(trx).delete()
}

async function liftGuards(trx: TransactionClientContract): Promise<() => Promise<void>> {
  if (trx.dialect.name === 'postgres') {
    const each = async (verb: 'disable' | 'enable') => {
      for (const table of APPEND_ONLY)
        await trx.rawQuery(`alter table ${table} ${verb} trigger ${table}_append_only`)
    }
    await each('disable')
    return () => each('enable')
  }
  const triggers = (await trx
    .from('sqlite_master')
    .where('type', 'trigger')
    .whereIn('tbl_name', APPEND_ONLY)
    .select('name', 'sql')) as { name: string; sql: string }[]
  for (const { name } of triggers) await trx.rawQuery(`drop trigger ${name}`)
  return async () => {
    for (const { sql } of triggers) await trx.rawQuery(sql)
  }
}
