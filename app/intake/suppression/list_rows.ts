import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import type { SuppressionList } from '#intake/suppression_lists'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'

/** What may be said about a list; keys of profiles and partners are checked by whoever takes them. */
export type ListValues = Pick<
  SuppressionList,
  'key' | 'name' | 'blocks' | 'profiles' | 'partners' | 'onArrival' | 'partnerId' | 'keepDays'
>

type Row = Record<string, unknown>

const toList = (row: Row): SuppressionList => ({
  id: row.id as string,
  accountId: row.account_id as string,
  key: row.key as string,
  name: row.name as string,
  blocks: row.blocks as SuppressionList['blocks'],
  profiles: JSON.parse(row.profiles as string),
  partners: JSON.parse(row.partners as string),
  onArrival: row.on_arrival as SuppressionList['onArrival'],
  partnerId: (row.partner_id ?? null) as string | null,
  keepDays: row.keep_days === null ? null : Number(row.keep_days),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
})

const toRow = (values: ListValues) => ({
  key: values.key,
  name: values.name,
  blocks: values.blocks,
  profiles: JSON.stringify(values.profiles),
  partners: JSON.stringify(values.partners),
  on_arrival: values.onArrival,
  partner_id: values.partnerId,
  keep_days: values.keepDays,
})

/** Lists of an account, by key. */
export async function loadLists(accountId: string): Promise<SuppressionList[]> {
  const rows = await db.from('suppression_lists').where('account_id', accountId).orderBy('key')
  return (rows as Row[]).map(toList)
}

export async function findList(accountId: string, key: string): Promise<SuppressionList | null> {
  const row = await db.from('suppression_lists').where({ account_id: accountId, key }).first()
  return row && toList(row as Row)
}

export async function findListById(accountId: string, id: string): Promise<SuppressionList | null> {
  const row = await db.from('suppression_lists').where({ account_id: accountId, id }).first()
  return row && toList(row as Row)
}

const objectOf = (key: string) => `suppression.${key}`

/** Null: the key is taken. */
export async function createList(
  accountId: string,
  values: ListValues,
  actor: string | null,
  now: number
): Promise<SuppressionList | null> {
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    if (await taken(trx, accountId, values.key)) return null
    const row = {
      id: newId('spl', now),
      account_id: accountId,
      ...toRow(values),
      created_at: now,
      updated_at: now,
    }
    await trx.table('suppression_lists').insert(row)
    await recordChange(trx, { accountId, actor, object: objectOf(values.key), action: 'created' })
    return toList(row)
  })
}

const taken = (trx: TransactionClientContract, accountId: string, key: string) =>
  trx.from('suppression_lists').where({ account_id: accountId, key }).select('id').first()

/** Its key stays: whoever posts to it knows it by that. */
export async function updateList(
  list: SuppressionList,
  values: ListValues,
  actor: string | null,
  now: number
): Promise<SuppressionList> {
  const { accountId, id, key } = list
  await db.transaction(async (trx) => {
    await trx
      .from('suppression_lists')
      .where({ account_id: accountId, id })
      .update({ ...toRow({ ...values, key }), updated_at: now })
    await recordChange(trx, { accountId, actor, object: objectOf(key), action: 'updated' })
  })
  return { ...list, ...values, key, updatedAt: now }
}

/** Takes a list away with everything on it. False: it was gone. */
export function deleteList(list: SuppressionList, actor: string | null): Promise<boolean> {
  const { accountId, id, key } = list
  return db.transaction(async (trx) => {
    const found = await trx.from('suppression_lists').where({ account_id: accountId, id }).delete()
    if (!changed(found)) return false
    await recordChange(trx, { accountId, actor, object: objectOf(key), action: 'deleted' })
    return true
  })
}
