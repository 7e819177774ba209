import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib'
import type { Transform } from 'node:stream'

interface Decoded {
  body: string
  truncated: boolean
}

const DECODERS: Record<string, () => Transform> = {
  'gzip': () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  'x-gzip': () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  'deflate': () => createInflate({ finishFlush: constants.Z_SYNC_FLUSH }),
  'br': () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  'zstd': () => createZstdDecompress(),
}

/**
 * An answer's bytes as text. Compression was not asked for; where it comes all the same it is undone piece by piece
 * and stopped at the limit, so that a small answer never becomes a large one.
 */
export async function decodeBody(
  bytes: Buffer,
  headers: Readonly<Record<string, string>>,
  options: { truncated: boolean; limit: number }
): Promise<Decoded> {
  let { truncated } = options
  let content = bytes
  const decoder = DECODERS[headers['content-encoding']?.trim().toLowerCase() ?? '']
  if (decoder && bytes.length > 0) {
    const inflated = await inflate(decoder(), bytes, options.limit)
    content = inflated.content
    truncated ||= inflated.cut
  }
  const text = decoderOf(headers['content-type'] ?? '', content).decode(content, {
    stream: truncated, // leaves out a character that was cut in half
  })
  return { body: text, truncated }
}

function inflate(
  decoder: Transform,
  bytes: Buffer,
  limit: number
): Promise<{ content: Buffer; cut: boolean }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const finish = (cut: boolean) => {
      resolve({ content: Buffer.concat(chunks).subarray(0, limit), cut })
      decoder.destroy()
    }
    decoder.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size > limit) finish(true)
    })
    decoder.on('end', () => finish(false))
    decoder.on('error', () => finish(true)) // what could be read of a broken stream
    decoder.end(bytes)
  })
}

/** By the label, else by what an XML declaration says, else UTF-8. */
function decoderOf(contentType: string, content: Buffer): InstanceType<typeof TextDecoder> {
  const label =
    /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ??
    /^\s*<\?xml[^>]{0,80}encoding\s*=\s*["']([\w.:-]+)/i.exec(
      content.toString('latin1', 0, 200)
    )?.[1]
  try {
    return new TextDecoder(label ?? 'utf-8')
  } catch {
    return new TextDecoder('utf-8')
  }
}
