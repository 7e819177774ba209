import { randomBytes } from 'node:crypto'
import drive from '@adonisjs/drive/services/main'
import { newId } from '#shared/ids'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { Row } from '#store/types'
import db from '@adonisjs/lucid/services/db'
import type { EvidenceFile } from '#distribution/returns/types'

/** Certificates of exemption at a partner, as they were handed in; newest first. */
export async function exemptionFiles(accountId: string, partnerId: string) {
  const rows = await store.all(
    `select id, name, size, created_by, created_at from exemption_files
     where account_id = ? and partner_id = ? and removed_at is null order by id desc`,
    [accountId, partnerId]
  )
  return rows.map((row) => ({
    id: row.id as string,
    name: row.name as string,
    size: Number(row.size),
    by: row.created_by as string | null,
    at: new Date(Number(row.created_at)).toISOString(),
  }))
}

/** Keeps certificates, whose content was looked at when they were read (see read_form.ts). They are only ever handed out as downloads. */
export async function addExemptionFiles(
  accountId: string,
  partnerId: string,
  files: readonly EvidenceFile[],
  { actor, now }: { actor: string; now: number }
): Promise<Result<null, Problem[]>> {
  if (!files.length) return fail([{ field: 'evidence', rule: 'required', message: 'is required' }])
  for (const { name, type, size, sha256, content } of files) {
    const path = `exemptions/${accountId}/${randomBytes(18).toString('hex')}`
    await drive.use().put(path, content, { contentType: 'application/octet-stream' })
    await db.table('exemption_files').insert({
      ...{ id: newId('xmp', now), account_id: accountId, partner_id: partnerId, name },
      ...{ media_type: type, size, checksum: sha256, path, created_by: actor, created_at: now },
    })
  }
  return ok(null)
}

export const findExemptionFile = (
  accountId: string,
  partnerId: string,
  id: string
): Promise<Row | null> =>
  store.first(
    `select * from exemption_files
     where id = ? and account_id = ? and partner_id = ? and removed_at is null`,
    [id, accountId, partnerId]
  )

/** Takes a certificate out of the list; it is kept, since documents were written under it. */
export async function removeExemptionFile(accountId: string, id: string, now: number) {
  await db.from('exemption_files').where({ account_id: accountId, id }).update({ removed_at: now })
}
