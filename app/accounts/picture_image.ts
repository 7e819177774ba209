import { LOGO_BYTES, LOGO_PIXELS, readLogo } from '#accounts/logo_image'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** A picture by its content, before it is drawn anew. */
export interface PictureImage {
  bytes: Buffer
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/svg+xml'
}

/** What is uploaded for a brand: PNG, JPEG, WebP or SVG. What a file is called or claims to be says nothing. */
export function readPictureImage(content: Buffer): Result<PictureImage, Problem> {
  if (isWebp(content)) return readWebp(content)
  const read = readLogo(content)
  if (read.ok) return ok({ bytes: read.value.bytes, mediaType: read.value.media_type })
  const { rule } = read.problem
  return rule === 'logo_type'
    ? refuse('picture_type', 'must be a PNG, a JPEG, a WebP or an SVG')
    : read
}

const isWebp = (content: Buffer) =>
  content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP'

const refuse = (rule: string, message: string): { ok: false; problem: Problem } =>
  fail({ field: 'logo', rule, message })

/** Its size stands at the front, in one of three ways (RFC 9649, 2.5 to 2.7); the rest the browser reads. */
function readWebp(content: Buffer): Result<PictureImage, Problem> {
  if (content.length > LOGO_BYTES) return refuse('logo_size', 'must have at most 1 MB')
  const size = content.length < 30 ? null : sizeOf(content)
  if (!size) return refuse('logo_broken', 'must be a WebP that can be read to its end')
  if (Math.max(...size) > LOGO_PIXELS)
    return refuse('logo_pixels', `must have at most ${LOGO_PIXELS} pixels each way`)
  return ok({ bytes: content, mediaType: 'image/webp' })
}

function sizeOf(content: Buffer): [number, number] | null {
  const kind = content.toString('latin1', 12, 16)
  if (kind === 'VP8X') return [content.readUIntLE(24, 3) + 1, content.readUIntLE(27, 3) + 1]
  if (kind === 'VP8 ') return [content.readUInt16LE(26) & 0x3fff, content.readUInt16LE(28) & 0x3fff]
  if (kind !== 'VP8L' || content[20] !== 0x2f) return null
  const bits = content.readUInt32LE(21)
  return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1]
}
