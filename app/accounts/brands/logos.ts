import { createHash } from 'node:crypto'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { readLogo } from '#accounts/logo_image'
import { type Problem, type Result, ok } from '#shared/result'
import { store } from '#store/store'

export interface Logo {
  id: string
  media_type: string
  width: number
  height: number
  bytes: Buffer
}

const rowId = (accountId: string, id: string) => `${accountId}:${id}`

/**
 * Keeps a logo under the name of its content. None is ever taken away: documents that were issued with it may have to be
 * made again.
 */
export async function addLogo(
  accountId: string,
  content: Buffer,
  now: number
): Promise<Result<Omit<Logo, 'bytes'>, Problem[]>> {
  const read = readLogo(content)
  if (!read.ok) return { ok: false, problem: [read.problem] }
  const { bytes, ...image } = read.value
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 40)
  const path = `brands/${accountId}/${id}`
  await drive.use().put(path, bytes)
  await db
    .table('brand_logos')
    .insert({ ...image, id: rowId(accountId, id), account_id: accountId, path, created_at: now })
    .knexQuery.onConflict('id')
    .ignore()
  return ok({ id, ...image })
}

export async function hasLogo(accountId: string, id: string): Promise<boolean> {
  const row = await store.first('select id from brand_logos where id = ?', [rowId(accountId, id)])
  return row !== null && row !== undefined
}

/** A logo of the agency's becomes one of the account as well: its documents carry it whatever the agency's do later. */
export async function adoptLogo(accountId: string, from: string, id: string, now: number) {
  const row = await store.first('select * from brand_logos where id = ?', [rowId(from, id)])
  if (!row) return
  await db
    .table('brand_logos')
    .insert({ ...row, id: rowId(accountId, id), account_id: accountId, created_at: now })
    .knexQuery.onConflict('id')
    .ignore()
}

/** Null: no such logo of this account. */
export async function findLogo(accountId: string, id: string): Promise<Logo | null> {
  const row = await store.first('select * from brand_logos where id = ? and account_id = ?', [
    rowId(accountId, id),
    accountId,
  ])
  if (!row) return null
  const bytes = Buffer.from(await drive.use().getBytes(row.path as string))
  const size = { width: Number(row.width), height: Number(row.height) }
  return { id, media_type: row.media_type as string, ...size, bytes }
}
