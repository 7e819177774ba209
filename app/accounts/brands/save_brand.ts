import { isDeepStrictEqual } from 'node:util'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { type Brand, type BrandLook, brandOf } from '#accounts/brand'
import { brandShape } from '#accounts/brand_shape'
import { forgetHouseBrands } from '#accounts/brands/house_brand'
import { adoptLogo, hasLogo } from '#accounts/brands/logos'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import AccountModel from '#accounts/models/account'
import { diffValues } from '#accounts/told_changes'
import type { Account } from '#accounts/types'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'

/** What is sent as a brand, if it is one and its logo is the account's. */
export async function readBrand(
  account: Account,
  input: unknown
): Promise<Result<BrandLook, Problem[]>> {
  const problems: Problem[] = []
  const look = brandShape.parse(input, '', problems)
  if (look?.logo && !(await hasLogo(logoOwner(account, look), look.logo)))
    problems.push({ field: 'logo', rule: 'exists', message: 'is not an uploaded logo' })
  return problems.length || !look ? fail(problems) : ok(look)
}

/** Whose logo it is: the agency's one may be seen in a look that begins as the agency's. */
export const logoOwner = ({ id, houseBrand }: Account, { logo }: BrandLook): string =>
  logo && logo === houseBrand?.logo ? (houseBrand.of ?? id) : id

/** Adds a version of the account's brand: documents from now on carry it, those before keep theirs. */
export async function saveBrand(
  account: Account,
  input: unknown,
  { actor, now }: { actor: string; now: number }
): Promise<Result<Brand, Problem[]>> {
  const read = await readBrand(account, input)
  if (!read.ok) return read
  const owner = logoOwner(account, read.value)
  if (owner !== account.id) await adoptLogo(account.id, owner, read.value.logo!, now)
  const saved = await db.transaction(async (trx) => {
    await lockConfiguration(trx, account.id)
    const row = await AccountModel.findOrFail(account.id, { client: trx })
    const before = brandOf({ brand: row.profile.brand })
    const brand = await addBrand(trx, account.id, { before, look: read.value }, { actor, now })
    if (brand === before) return before
    const changes = diffValues({ brand: row.profile.brand }, { brand })
    await row.merge({ profile: { ...row.profile, brand }, updatedAt: now }).save()
    const change = { actor, object: 'account', action: 'updated' as const }
    await recordChange(trx, { accountId: account.id, ...change, detail: { changes } })
    return brand
  })
  forgetHouseBrands()
  return ok(saved)
}

/** The row of the next version, unless the look is the one before. The account's own copy is written by who calls. */
export async function addBrand(
  trx: TransactionClientContract,
  accountId: string,
  { before, look }: { before: Brand; look: BrandLook },
  { actor, now }: { actor: string | null; now: number }
): Promise<Brand> {
  if (isDeepStrictEqual({ ...look, version: before.version }, { ...before })) return before
  const brand: Brand = { ...look, version: before.version + 1 }
  await trx.table('brands').insert({
    ...{ id: `${accountId}:${brand.version}`, account_id: accountId, version: brand.version },
    ...{ look: JSON.stringify(look), created_by: actor, created_at: now },
  })
  return brand
}

/** The brand as it was saved under a number; null where there is none, such as of a document from before. */
export async function brandOfVersion(
  accountId: string,
  version: number | null
): Promise<Brand | null> {
  if (!version) return null
  const row = await store.first('select look from brands where id = ? and account_id = ?', [
    `${accountId}:${version}`,
    accountId,
  ])
  return row ? { ...(JSON.parse(row.look as string) as BrandLook), version } : null
}
