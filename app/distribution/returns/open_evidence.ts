import drive from '@adonisjs/drive/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#shared/http_problem'
import { store } from '#store/store'
import type { Row } from '#store/types'

/**
 * Hands evidence out as a download and nothing else: whatever a file claims to be, no browser shows or runs it here.
 * `partnerId`: of its own requests alone.
 */
export async function sendEvidence(
  { response }: Pick<HttpContext, 'response'>,
  where: { accountId: string; returnId: string; fileId: string; partnerId?: string }
) {
  const { accountId, returnId, fileId, partnerId } = where
  const row = await store.first(
    `select f.*, r.partner_id from return_files f join returns r on r.id = f.return_id
     where f.id = ? and f.return_id = ? and f.account_id = ?`,
    [fileId, returnId, accountId]
  )
  if (!row || row.path === null || (partnerId !== undefined && row.partner_id !== partnerId))
    throw notFound('evidence')
  return sendPrivateFile(response, row)
}

/** A stored file with its name, size and path, never shown by a browser. */
export async function sendPrivateFile(response: HttpContext['response'], row: Row) {
  const name = row.name as string
  response.header('content-type', 'application/octet-stream')
  response.header('x-content-type-options', 'nosniff')
  response.header('content-security-policy', "default-src 'none'; sandbox")
  response.header('cache-control', 'private, no-store')
  response.header(
    'content-disposition',
    `attachment; filename="${name.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`
  )
  response.header('content-length', String(row.size))
  return response.stream(await drive.use().getStream(row.path as string))
}
