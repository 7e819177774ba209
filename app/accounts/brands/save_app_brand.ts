import { isDeepStrictEqual } from 'node:util'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { type BrandPicture, type OwnBrand, mergeBrand } from '#accounts/app_brand'
import { type BrandInput, appBrandShape } from '#accounts/app_brand_shape'
import {
  type BrandPlace,
  INSTALL,
  type SavedBrand,
  forgetBrands,
} from '#accounts/brands/app_brands'
import { findPicture } from '#accounts/brands/brand_pictures'
import { recordChange } from '#accounts/config_changes'
import { diffValues } from '#accounts/told_changes'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'

interface By {
  actor: string | null
  now: number
}

/** What is sent as a brand, if it is one and its pictures are of this place. */
export async function readAppBrand(
  place: BrandPlace,
  input: unknown
): Promise<Result<OwnBrand, Problem[]>> {
  const problems: Problem[] = []
  const read = appBrandShape.parse(input, '', problems)
  if (!read) return fail(problems)
  const { logo, logo_dark: logoDark, icon, ...written } = read
  const pictures: Partial<Record<'logo' | 'logo_dark' | 'icon', BrandPicture>> = {}
  for (const [field, id] of Object.entries({ logo, logo_dark: logoDark, icon }) as [
    keyof typeof pictures,
    string | undefined,
  ][]) {
    if (!id) continue
    const found = await findPicture(place, id, field === 'icon' ? 'icon' : 'logo')
    if (found) pictures[field] = found
    else problems.push({ field, rule: 'exists', message: 'is not an uploaded picture' })
  }
  return problems.length ? fail(problems) : ok({ ...written, ...pictures })
}

/** Adds a version: everybody it applies to sees it from now on. */
export async function saveAppBrand(
  place: BrandPlace,
  input: unknown,
  by: By
): Promise<Result<SavedBrand, Problem[]>> {
  const read = await readAppBrand(place, input)
  if (!read.ok) return read
  const saved = await db.transaction((trx) => addAppBrand(trx, place, read.value, by))
  forgetBrands()
  return ok(saved)
}

/** The row of the next version, unless it says what the one before says. */
export async function addAppBrand(
  trx: TransactionClientContract,
  place: BrandPlace,
  look: OwnBrand,
  { actor, now }: By
): Promise<SavedBrand> {
  const account = place === INSTALL ? null : place
  // The next number is taken by one at a time: who comes second waits, and has the one after.
  if (trx.dialect.name === 'postgres')
    await trx.rawQuery('select pg_advisory_xact_lock(hashtext(?))', [`app_brands:${place}`])
  const row = await trx
    .from('app_brands')
    .where((of) => (account ? of.where('account_id', account) : of.whereNull('account_id')))
    .orderBy('version', 'desc')
    .first()
  const before = { version: Number(row?.version ?? 0), look: JSON.parse(row?.look ?? '{}') }
  if (isDeepStrictEqual(before.look, JSON.parse(JSON.stringify(look)))) return before
  const version = before.version + 1
  await trx.table('app_brands').insert({
    ...{ id: `${place}:${version}`, account_id: account, version },
    ...{ look: JSON.stringify(look), created_by: actor, created_at: now },
  })
  if (account) {
    const changes = diffValues({ app_brand: before.look }, { app_brand: look })
    const change = { actor, object: 'account', action: 'updated' as const }
    await recordChange(trx, { accountId: account, ...change, detail: { changes } })
  }
  return { version, look }
}

export interface BrandVersion {
  version: number
  by: string | null
  at: number
  name: string | null
  color: string
}

/** The last versions, newest first: any of them can be had again. */
export async function brandVersions(place: BrandPlace): Promise<BrandVersion[]> {
  const own = place === INSTALL ? 'account_id is null' : 'account_id = ?'
  const rows = await store.all(
    `select version, look, created_by, created_at from app_brands where ${own} order by version desc limit 10`,
    place === INSTALL ? [] : [place]
  )
  return rows.map((row) => {
    const look = JSON.parse(row.look as string) as OwnBrand
    return {
      ...{ version: Number(row.version), by: row.created_by as string | null },
      ...{ at: Number(row.created_at), name: look.name ?? null, color: mergeBrand([look]).color },
    }
  })
}

/** Saves what an earlier version said as a new one; null where there is none of that number. */
export async function restoreBrand(
  place: BrandPlace,
  version: number,
  by: By
): Promise<SavedBrand | null> {
  const row = await store.first('select look from app_brands where id = ?', [`${place}:${version}`])
  if (!row) return null
  const look = JSON.parse(row.look as string) as OwnBrand
  const saved = await db.transaction((trx) => addAppBrand(trx, place, look, by))
  forgetBrands()
  return saved
}

/** A brand as it is edited: pictures by their ids. */
export const brandInput = ({ logo, logo_dark: logoDark, icon, ...look }: OwnBrand): BrandInput => ({
  ...look,
  ...(logo && { logo: logo.id }),
  ...(logoDark && { logo_dark: logoDark.id }),
  ...(icon && { icon: icon.id }),
})
