import type { HttpContext } from '@adonisjs/core/http'
import { LOGO_BYTES } from '#accounts/logo_image'

/** What a form may have beside the file, so that one a little too large is still told so. */
const FORM_BYTES = 2 * 1024 * 1024

/** The file of a form called `logo`; empty without one. Of a file that is too large no more is kept than shows it. */
export async function readLogoForm({ request }: Pick<HttpContext, 'request'>): Promise<Buffer> {
  const chunks: Buffer[] = []
  if (!request.multipart) return Buffer.alloc(0)
  request.multipart.onFile('logo', {}, async (part, report) => {
    let size = 0
    for await (const chunk of part as AsyncIterable<Buffer>) {
      report(chunk)
      if (size <= LOGO_BYTES) chunks.push(chunk)
      size += chunk.length
    }
  })
  await request.multipart.process({ limit: LOGO_BYTES + FORM_BYTES })
  return Buffer.concat(chunks)
}
