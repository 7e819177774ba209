import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { chooseLocale } from '#shared/locales'
import AccountModel from '#accounts/models/account'
import type { Account } from '#accounts/types'

const toAccount = (row: AccountModel): Account => ({
  id: row.id,
  key: row.key,
  name: row.name,
  parentId: row.parentId,
  agency: row.agency,
  agencyAccess: row.agencyAccess,
  suspendedAt: row.suspendedAt === null ? null : Number(row.suspendedAt),
  country: row.country,
  currency: row.currency,
  timeZone: row.timeZone,
  language: chooseLocale(row.language),
  vatId: row.profile.vat_id ?? null,
  tax: row.profile.tax ?? {},
  address: row.profile.address ?? null,
  invoicing: row.profile.invoicing ?? {},
  brand: row.profile.brand,
  bookkeeping: row.profile.bookkeeping,
  dataKey: row.dataKey,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

export async function loadAccount(
  accountId: string,
  client?: QueryClientContract
): Promise<Account | null> {
  const row = await AccountModel.query({ client }).where('id', accountId).first()
  return row && toAccount(row)
}

export async function findAccountByKey(key: string): Promise<Account | null> {
  const row = await AccountModel.findBy('key', key)
  return row && toAccount(row)
}

/** All accounts of the install, oldest first. */
export async function listAccounts(): Promise<Account[]> {
  const rows = await AccountModel.query().orderBy('id')
  return rows.map(toAccount)
}
