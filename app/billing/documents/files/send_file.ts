import type { HttpContext } from '@adonisjs/core/http'
import type { KeptFile } from '#billing/documents/files/read_file'

/** Answers with a kept file, to be saved or to be looked at in a frame of our own pages. */
export function sendFile(
  { response }: HttpContext,
  { bytes, name, media_type: type, sha256 }: KeptFile,
  how: 'attachment' | 'inline'
) {
  response.header('content-type', type === 'application/xml' ? `${type}; charset=utf-8` : type)
  response.header('content-disposition', `${how}; filename="${name}"`)
  response.header('x-content-type-options', 'nosniff')
  response.header('cache-control', 'private, no-cache')
  response.header('etag', `"${sha256}"`)
  // A document runs nothing and fetches nothing, and nobody else may put it in a frame. Browsers show a PDF as an object.
  response.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
  )
  response.header('x-frame-options', 'SAMEORIGIN')
  return response.send(Buffer.from(bytes))
}
