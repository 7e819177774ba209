import db from '@adonisjs/lucid/services/db'
import { accountConfig } from '#distribution/account_config'
import {
  createList,
  deleteList,
  findList,
  loadLists,
  updateList,
} from '#intake/suppression/list_rows'
import type { SuppressionList } from '#intake/suppression_lists'
import { conflict, invalid, notFound } from '#shared/http_problem'
import { type Nameable, type WrittenList, readList } from '#privacy/list_input'

async function nameable(accountId: string): Promise<Nameable> {
  const { partnersByKey, profilesByKey } = await accountConfig(accountId)
  return { partners: partnersByKey, profiles: profilesByKey }
}

/** The list of a key. Throws 404. */
export async function listOf(accountId: string, key: string): Promise<SuppressionList> {
  const list = await findList(accountId, key)
  if (!list) throw notFound('suppression list')
  return list
}

/** Throws 409 where the key is taken, 422 for what is wrong. */
export async function makeList(accountId: string, written: WrittenList, actor: string) {
  const values = readList(written, null, await nameable(accountId))
  if (!values.ok) throw invalid(values.problem)
  const made = await createList(accountId, values.value, actor, Date.now())
  if (!made) throw conflict(`There is a suppression list "${values.value.key}" already`)
  return made
}

export async function changeList(list: SuppressionList, written: WrittenList, actor: string) {
  const values = readList(written, list, await nameable(list.accountId))
  if (!values.ok) throw invalid(values.problem)
  return updateList(list, values.value, actor, Date.now())
}

export const dropList = deleteList

/** How many live entries each list has, by id. */
export async function countEntries(accountId: string, now: number): Promise<Map<string, number>> {
  const rows = (await db
    .from('suppression_entries')
    .whereIn('list_id', db.from('suppression_lists').where('account_id', accountId).select('id'))
    .where((live) => void live.whereNull('expires_at').orWhere('expires_at', '>', now))
    .groupBy('list_id')
    .select('list_id')
    .count('* as count')) as { list_id: string; count: number | string }[]
  return new Map(rows.map((row) => [row.list_id, Number(row.count)]))
}

export interface PresentedList {
  key: string
  name: string
  blocks: 'everything' | 'some'
  profiles: readonly string[]
  partners: readonly string[]
  on_arrival: 'refuse' | 'store'
  partner: string | null
  keep_days: number | null
  entries: number
  created_at: string
  updated_at: string
}

/** Lists as the interface shows them, with how much is on them. */
export async function presentLists(
  accountId: string,
  lists?: readonly SuppressionList[]
): Promise<PresentedList[]> {
  const [all, counts, { partners }] = await Promise.all([
    lists ?? loadLists(accountId),
    countEntries(accountId, Date.now()),
    accountConfig(accountId),
  ])
  return all.map((list) => ({
    key: list.key,
    name: list.name,
    blocks: list.blocks,
    profiles: list.profiles,
    partners: list.partners,
    on_arrival: list.onArrival,
    partner: list.partnerId === null ? null : (partners.get(list.partnerId)?.key ?? null),
    keep_days: list.keepDays,
    entries: counts.get(list.id) ?? 0,
    created_at: new Date(list.createdAt).toISOString(),
    updated_at: new Date(list.updatedAt).toISOString(),
  }))
}

export async function presentList(list: SuppressionList): Promise<PresentedList> {
  const [one] = await presentLists(list.accountId, [list])
  return one
}
