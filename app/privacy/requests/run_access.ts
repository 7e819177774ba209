import { randomBytes } from 'node:crypto'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { accountKey } from '#entities/account_keys'
import { changed } from '#store/changed'
import { FILE_DAYS, after } from '#privacy/deadlines'
import { type AccessFile, gatherLead } from '#privacy/requests/gather_access'
import { packArchive } from '#privacy/requests/pack_archive'
import { note } from '#privacy/requests/note'
import type { Hold } from '#privacy/requests/run_erasure'
import type { PrivacyRequest } from '#privacy/types'

const PURPOSE = 'privacy_file'

/** Puts together what is kept of a person: an archive for people and machines. False: put down, to be taken up again. */
export async function runAccess(request: PrivacyRequest, hold: Hold): Promise<boolean> {
  const { accountId } = request
  const files: AccessFile[] = []
  const leads: Record<string, unknown>[] = []
  for (const [n, id] of request.leads.entries()) {
    if (hold.stopping() || !(await hold.keep({ done: n }))) return false
    await hold.room()
    const lead = await gatherLead(accountId, id, files)
    if (lead) leads.push(lead)
  }
  const archive = await packArchive(accountId, leads, files)
  // Kept as encrypted values are: it holds what they hold.
  const key = await accountKey(accountId)
  const sealed = key.seal(Buffer.from(archive).toString('base64'), PURPOSE)
  const path = `privacy/${accountId}/${randomBytes(18).toString('hex')}`
  await drive.use().put(path, sealed, { contentType: 'application/octet-stream' })
  if (!(await finish(request, hold, path, archive.length))) await drive.use().delete(path)
  return true
}

function finish(request: PrivacyRequest, hold: Hold, file: string, size: number) {
  const { accountId, id } = request
  const now = Date.now()
  return db.transaction(async (trx) => {
    const mine = await trx
      .from('privacy_requests')
      .where({ account_id: accountId, id, status: 'running', owner: hold.owner })
      .update({
        ...{ status: 'done', finished_at: now, closed_at: now, done: request.leads.length },
        ...{ file, file_size: size, file_until: after(now, FILE_DAYS), owned_until: 0 },
      })
    if (!changed(mine)) return false
    const data = { request: id, kind: 'access', leads: request.leads.length }
    await note(trx, 'privacy.finished', { accountId }, data, now)
    return true
  })
}

/** The archive of a request while it waits for its reader; null afterwards. Every look is in the trail. */
export async function readArchive(
  request: PrivacyRequest,
  actor: string,
  now: number
): Promise<Uint8Array | null> {
  const { accountId, file, id } = request
  if (!file || file.until <= now) return null
  const sealed = await drive.use().get(file.path)
  const key = await accountKey(accountId)
  const archive = Buffer.from(key.open(sealed, PURPOSE), 'base64')
  await db.transaction((trx) =>
    note(trx, 'privacy.downloaded', { accountId }, { request: id }, now, actor)
  )
  return archive
}
