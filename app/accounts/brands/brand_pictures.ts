import { createHash } from 'node:crypto'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import type { BrandPicture } from '#accounts/app_brand'
import { type BrandPlace, INSTALL } from '#accounts/brands/app_brands'
import { store } from '#store/store'

/** Widths of an icon, px: of tabs, of phones, of what is installed. */
export const ICON_SIZES = [32, 180, 192, 512] as const
export type PictureKind = 'logo' | 'icon'

/** Pictures drawn anew; an icon once for each of `ICON_SIZES`, a logo once. */
export interface DrawnPicture {
  kind: PictureKind
  width: number
  height: number
  files: { size: number | null; bytes: Buffer }[]
}

const pathOf = (name: string, size: number | null) =>
  `brand_pictures/${name}${size ? `-${size}` : ''}.png`

/**
 * Keeps a picture under the name of its content, so that its address is for ever and says nothing of whose it is. None is
 * ever taken away: mails and versions of a brand show it.
 */
export async function keepPicture(
  place: BrandPlace,
  { kind, width, height, files }: DrawnPicture,
  now: number
): Promise<BrandPicture> {
  const hash = createHash('sha256').update(kind)
  for (const { bytes } of files) hash.update(bytes)
  const id = hash.digest('hex').slice(0, 40)
  for (const { size, bytes } of files) await drive.use().put(pathOf(id, size), bytes)
  await db
    .table('app_brand_pictures')
    .insert({
      ...{ id: `${place}:${id}`, account_id: place === INSTALL ? null : place, name: id },
      ...{ kind, width, height, created_at: now },
    })
    .knexQuery.onConflict('id')
    .ignore()
  return { id, width, height }
}

/** Null: the place has no such picture. */
export async function findPicture(
  place: BrandPlace,
  id: string,
  kind: PictureKind
): Promise<BrandPicture | null> {
  const row = await store.first(
    'select name, width, height from app_brand_pictures where id = ? and kind = ?',
    [`${place}:${id}`, kind]
  )
  return row
    ? { id: row.name as string, width: Number(row.width), height: Number(row.height) }
    : null
}

/** The PNG of a picture, whoever's it is: a login page shows it to everybody. Null: there is none of that name and size. */
export async function readPicture(name: string, size: number | null): Promise<Buffer | null> {
  const row = await store.first('select kind from app_brand_pictures where name = ? limit 1', [
    name,
  ])
  const sized = size !== null && (ICON_SIZES as readonly number[]).includes(size)
  if (!row || (row.kind === 'icon' ? !sized : size !== null)) return null
  return Buffer.from(await drive.use().getBytes(pathOf(name, size)))
}
