import type { HttpContext } from '@adonisjs/core/http'
import { FILE_LIMIT } from '#entities/fields/file'

export interface SentFile {
  name: string
  content: Buffer
  size: number
}

export interface Post {
  body: Record<string, unknown>
  /** By the name of their input; of one that is too large there is only the size. */
  files: Map<string, SentFile>
}

const MOST_FILES = 10
const FORM_BYTES = 2 * 1024 * 1024

/** A step as it was sent, with the files in it. */
export async function readPost({ request }: Pick<HttpContext, 'request'>): Promise<Post> {
  const files = new Map<string, SentFile>()
  if (request.multipart) {
    request.multipart.onFile('*', {}, async (part, report) => {
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of part as AsyncIterable<Buffer>) {
        report(chunk)
        size += chunk.length
        if (size <= FILE_LIMIT && files.size < MOST_FILES) chunks.push(chunk)
      }
      const name = part.filename ?? ''
      if (size > 0 && files.size < MOST_FILES)
        files.set(String(part.name), { name, size, content: Buffer.concat(chunks) })
    })
    await request.multipart.process({ limit: MOST_FILES * FILE_LIMIT + FORM_BYTES })
  }
  return { body: request.body() as Record<string, unknown>, files }
}
