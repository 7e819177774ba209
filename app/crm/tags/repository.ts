import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import TagModel from '#crm/models/tag'
import type { TagInput } from '#crm/tags/parse_tag'
import { type Tag, type TagBook, tagBook } from '#crm/tags/tag_book'
import { type Scope, leadsOf } from '#entities/entity_scope'
import { newId } from '#shared/ids'
import { store } from '#store/store'

export const MAX_TAGS = 200

/** Tags of an account with those that were merged. */
export async function loadTags(accountId: string, client?: QueryClientContract): Promise<TagBook> {
  const rows = await TagModel.query({ client }).where('account_id', accountId).orderBy('id')
  return tagBook(rows)
}

export async function findTag(accountId: string, key: string): Promise<Tag | null> {
  const row = await TagModel.query()
    .where({ account_id: accountId, key })
    .whereNull('merged_into')
    .first()
  return row
}

/** On how many leads each tag stands, by id; a limited place is told of its own leads. */
export async function countLeads(accountId: string, scope: Scope): Promise<Map<string, number>> {
  const within = leadsOf(scope, 't.lead_id')
  const rows = await store.all(
    `select t.tag_id, count(*) as n from lead_tags t
     where t.tag_id in (select id from tags where account_id = ?) and t.since is not null ${within.sql}
     group by t.tag_id`,
    [accountId, ...within.params]
  )
  return new Map(rows.map((row) => [row.tag_id as string, Number(row.n)]))
}

/** Writes a tag by key, in the caller's transaction. */
export async function saveTag(
  trx: TransactionClientContract,
  accountId: string,
  { key, name, color = 'grey' }: TagInput,
  now: number
): Promise<void> {
  const row = await TagModel.query({ client: trx }).where({ account_id: accountId, key }).first()
  if (row) await row.merge({ name, color, updatedAt: now }).save()
  else
    await TagModel.create(
      {
        id: newId('tag', now),
        ...{ accountId, key, name, color, mergedInto: null, createdAt: now, updatedAt: now },
      },
      { client: trx }
    )
}

/** Takes a tag off every lead. Leads keep its id, which is nothing any more. */
export async function removeTag(trx: TransactionClientContract, accountId: string, id: string) {
  await trx.from('lead_tags').where('tag_id', id).delete()
  await trx.from('tags').where({ account_id: accountId, merged_into: id }).delete()
  await trx.from('tags').where({ account_id: accountId, id }).delete()
}

/** Every lead that has one tag has the other instead: its id leads there from now on, and its key is free. */
export async function mergeTag(
  trx: TransactionClientContract,
  accountId: string,
  from: string,
  into: string,
  now: number
) {
  await trx.rawQuery(
    `insert into lead_tags (id, lead_id, tag_id, account_id, since)
     select t.lead_id || ':' || ?, t.lead_id, ?, t.account_id, t.since from lead_tags t
     where t.tag_id = ? and t.since is not null
     on conflict (id) do update set since = coalesce(lead_tags.since, excluded.since)`,
    [into, into, from]
  )
  await trx.from('lead_tags').where('tag_id', from).delete()
  await trx
    .from('tags')
    .where({ account_id: accountId, merged_into: from })
    .update({ merged_into: into })
  await trx
    .from('tags')
    .where({ account_id: accountId, id: from })
    .update({ merged_into: into, key: from, updated_at: now })
}
