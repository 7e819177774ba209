import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { store } from '#store/store'
import SourceRow from '#capture/models/source'
import type { Source } from '#capture/sources/types'

export const toSource = (row: SourceRow): Source => ({
  id: row.id,
  accountId: row.accountId,
  entityId: row.entityId,
  key: row.key,
  name: row.name,
  status: row.status,
  rules: row.rules,
  posting: row.posting,
  slug: row.slug,
  protected: row.password !== null,
  fieldsChangedAt: Number(row.fieldsChangedAt),
  createdAt: Number(row.createdAt),
  updatedAt: Number(row.updatedAt),
})

export const sourceRow = (accountId: string, key: string, client?: QueryClientContract) =>
  SourceRow.query({ client }).where({ account_id: accountId, key }).first()

export async function loadSource(accountId: string, key: string): Promise<Source | null> {
  const row = await sourceRow(accountId, key)
  return row && toSource(row)
}

/** Sources of an account in the order they were made, after the one with an id. */
export async function listSources(
  accountId: string,
  { after = '', limit = 1_000 }: { after?: string; limit?: number } = {}
): Promise<Source[]> {
  const rows = await SourceRow.query()
    .where('account_id', accountId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
  return rows.map(toSource)
}

/** By the address of its posting document, of whichever account. */
export const rowBySlug = (slug: string) => SourceRow.query().where('slug', slug).first()

/** Keys of the suppliers that sources belong to, by source. */
export async function suppliersOfSources(accountId: string): Promise<Map<string, string>> {
  const rows = await store.all(
    `select s.source, u.key from supplier_sources s
     join suppliers u on u.id = s.supplier_id and u.deleted_at is null where s.account_id = ?`,
    [accountId]
  )
  return new Map(rows.map((row) => [row.source as string, row.key as string]))
}
