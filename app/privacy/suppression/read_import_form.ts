import { randomBytes } from 'node:crypto'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { HttpContext } from '@adonisjs/core/http'
import drive from '@adonisjs/drive/services/main'
import { invalidField } from '#shared/http_problem'

/** Some twenty million hashes. */
export const MOST_BYTES = 1024 ** 3
const FORM_BYTES = 1024 ** 2

export interface ImportForm {
  name: string
  path: string
  bytes: number
  /** Whatever stood beside the file and was not left empty. */
  fields: Record<string, unknown>
}

/** Streams the file of a form to where files are kept, never holding more of it than a chunk. Throws 422 without one. */
export async function readImportForm(
  { request }: Pick<HttpContext, 'request'>,
  accountId: string
): Promise<ImportForm> {
  const path = `suppression/${accountId}/${randomBytes(18).toString('hex')}`
  let file: { name: string; bytes: number } | null = null
  if (request.multipart) {
    request.multipart.onFile('file', {}, async (part, report) => {
      let bytes = 0
      const counted = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          report(chunk)
          bytes += chunk.length
          done(null, chunk)
        },
      })
      await Promise.all([pipeline(part, counted), drive.use().putStream(path, counted)])
      const { filename } = part as { filename?: string }
      file = { name: (filename ?? '').slice(0, 200) || 'file', bytes }
    })
    try {
      await request.multipart.process({ limit: MOST_BYTES + FORM_BYTES })
    } catch (error) {
      await drive.use().delete(path)
      throw error
    }
  }
  const found = file as { name: string; bytes: number } | null
  if (!found) throw invalidField('file', 'required', 'Choose a file')
  if (found.bytes === 0) {
    await drive.use().delete(path)
    throw invalidField('file', 'empty', 'The file is empty')
  }
  const said = Object.entries(request.body()).filter(([, value]) => value !== '')
  return { ...found, path, fields: Object.fromEntries(said) }
}
