import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { houseBrandOf } from '#accounts/brands/house_brand'
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

/** A client's account knows how its agency's documents look, unless it has said how its own do. */
async function withHouse(account: Account, client?: QueryClientContract): Promise<Account> {
  if (!account.parentId || account.brand) return account
  const houseBrand = await houseBrandOf(account.parentId, client)
  return houseBrand ? { ...account, houseBrand } : account
}

export async function loadAccount(
  accountId: string,
  client?: QueryClientContract
): Promise<Account | null> {
  const row = await AccountModel.query({ client }).where('id', accountId).first()
  return row && withHouse(toAccount(row), client)
}

export async function findAccountByKey(key: string): Promise<Account | null> {
  const row = await AccountModel.findBy('key', key)
  return row && withHouse(toAccount(row))
}

/** All accounts of the install, oldest first. */
export async function listAccounts(): Promise<Account[]> {
  const rows = await AccountModel.query().orderBy('id')
  return Promise.all(rows.map((row) => withHouse(toAccount(row))))
}
