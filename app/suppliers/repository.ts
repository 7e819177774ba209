import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import SupplierModel from '#suppliers/models/supplier'
import type { Supplier } from '#suppliers/types'

export type { Supplier } from '#suppliers/types'

const orNull = <T extends object>(value: T): T | null => (Object.keys(value).length ? value : null)

const toSupplier = (row: SupplierModel): Supplier => ({
  id: row.id,
  accountId: row.accountId,
  key: row.key,
  name: row.name,
  email: row.email,
  language: row.language,
  sources: row.sources,
  billing: orNull(row.billing),
  terms: row.terms,
  selfBilling: orNull(row.selfBilling),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

const live = (accountId: string, client?: QueryClientContract) =>
  SupplierModel.query({ client }).where('account_id', accountId).whereNull('deleted_at')

export async function loadSupplier(
  accountId: string,
  key: string,
  client?: QueryClientContract
): Promise<Supplier | null> {
  const row = await live(accountId, client).where('key', key).first()
  return row && toSupplier(row)
}

/** Suppliers of an account in the order they were made. */
export async function listSuppliers(
  accountId: string,
  client?: QueryClientContract
): Promise<Supplier[]> {
  const rows = await live(accountId, client).orderBy('id')
  return rows.map(toSupplier)
}

/** By key, deleted ones too: what they brought is still to be paid. */
export async function payableSuppliers(accountId: string, key?: string): Promise<Supplier[]> {
  const query = SupplierModel.query().where('account_id', accountId).orderBy('key')
  if (key !== undefined) void query.where('key', key)
  const rows = await query
  return rows.map(toSupplier)
}

/** Also finds a deleted one: documents still speak of it. */
export async function loadSupplierById(accountId: string, id: string): Promise<Supplier | null> {
  const row = await SupplierModel.query().where({ account_id: accountId, id }).first()
  return row && toSupplier(row)
}

/** What configuration says about a supplier. */
export type SupplierValues = Pick<
  Supplier,
  'key' | 'name' | 'email' | 'language' | 'sources' | 'billing' | 'terms' | 'selfBilling'
>

/** Writes a supplier by key, in the caller's transaction; its sources are the caller's to move, all at once. */
export async function saveSupplier(
  trx: TransactionClientContract,
  accountId: string,
  values: SupplierValues,
  now: number
): Promise<string> {
  const columns = {
    ...values,
    billing: values.billing ?? {},
    selfBilling: values.selfBilling ?? {},
    updatedAt: now,
    deletedAt: null,
  }
  const row = await SupplierModel.query({ client: trx })
    .where({ account_id: accountId, key: values.key })
    .first()
  if (row) {
    await row.merge(columns).save()
    return row.id
  }
  const id = newId('sup', now)
  await SupplierModel.create({ id, accountId, ...columns, createdAt: now }, { client: trx })
  return id
}

/** Says whose every source of an account is, from what its live suppliers say: after some of them were written. */
export async function settleSources(trx: TransactionClientContract, accountId: string) {
  const suppliers = await listSuppliers(accountId, trx)
  await trx.from('supplier_sources').where('account_id', accountId).delete()
  const rows = suppliers.flatMap(({ id, sources }) =>
    sources.map((source) => ({ account_id: accountId, source, supplier_id: id }))
  )
  for (let i = 0; i < rows.length; i += 100)
    await trx.table('supplier_sources').multiInsert(rows.slice(i, i + 100))
}

/** Deletes a supplier; one whose leads have cost something is only hidden. */
export async function removeSupplier(
  trx: TransactionClientContract,
  accountId: string,
  id: string,
  now: number
) {
  const costs = await trx
    .from('supplier_postings')
    .where({ account_id: accountId, supplier_id: id })
    .select('id')
    .first()
  const row = SupplierModel.query({ client: trx }).where({ account_id: accountId, id })
  if (costs) await row.update({ deleted_at: now, updated_at: now })
  else await row.delete()
}
