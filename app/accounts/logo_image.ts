import { safeSvg } from '#accounts/safe_svg'
import { type Problem, type Result, fail, ok } from '#shared/result'

export const LOGO_BYTES = 1024 * 1024
export const LOGO_PIXELS = 4000
const LEAST_PIXELS = 16

/** An image that is only what it shows: nothing runs in it, and nothing is told by it. */
export interface LogoImage {
  bytes: Buffer
  media_type: 'image/png' | 'image/jpeg' | 'image/svg+xml'
  width: number
  height: number
}

const refuse = (rule: string, message: string): { ok: false; problem: Problem } =>
  fail({ field: 'logo', rule, message })

const BROKEN = refuse('logo_broken', 'must be a PNG, JPEG or SVG that can be read to its end')

/** The type is read from the content; what a file is called or claims to be says nothing. */
export function readLogo(content: Buffer): Result<LogoImage, Problem> {
  if (content.length === 0) return refuse('required', 'must not be empty')
  if (content.length > LOGO_BYTES) return refuse('logo_size', 'must have at most 1 MB')
  const read = content.subarray(0, 8).equals(PNG)
    ? readPng(content)
    : content[0] === 0xff && content[1] === 0xd8
      ? readJpeg(content)
      : /^\s*<(\?xml|svg|!)/.test(content.toString('utf8', 0, 200).replace(/^\ufeff/, ''))
        ? safeSvg(content.toString('utf8'))
        : refuse('logo_type', 'must be a PNG, a JPEG or an SVG')
  if (!read.ok || read.value.media_type === 'image/svg+xml') return read
  const { width, height } = read.value
  if (Math.max(width, height) > LOGO_PIXELS)
    return refuse('logo_pixels', `must have at most ${LOGO_PIXELS} pixels each way`)
  if (Math.min(width, height) < LEAST_PIXELS)
    return refuse('logo_pixels', `must have at least ${LEAST_PIXELS} pixels each way`)
  return read
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** What draws the picture; texts, times and profiles are left out. */
const PNG_CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'gAMA', 'sRGB', 'pHYs', 'IEND'])

/** Chunk by chunk to the end (ISO/IEC 15948, 5.3); what stands behind it is dropped. */
function readPng(content: Buffer): Result<LogoImage, Problem> {
  const kept: Buffer[] = [PNG]
  const kinds: string[] = []
  for (let at = 8; at + 12 <= content.length;) {
    const end = at + 12 + content.readUInt32BE(at)
    const kind = content.toString('latin1', at + 4, at + 8)
    if (end > content.length) return BROKEN
    if (PNG_CHUNKS.has(kind)) kept.push(content.subarray(at, end))
    kinds.push(kind)
    at = end
    if (kind !== 'IEND') continue
    if (kinds[0] !== 'IHDR' || !kinds.includes('IDAT')) return BROKEN
    const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)]
    return ok({ bytes: Buffer.concat(kept), media_type: 'image/png' as const, width, height })
  }
  return BROKEN
}

/** Segment by segment (ITU-T T.81, B.1); place and camera of a photograph are left out. */
function readJpeg(content: Buffer): Result<LogoImage, Problem> {
  const kept: Buffer[] = [content.subarray(0, 2)]
  let size: [number, number] | null = null
  for (let at = 2; at + 4 <= content.length;) {
    if (content[at] !== 0xff) return BROKEN
    const kind = content[at + 1]!
    if (kind === 0xff) {
      at++
      continue
    }
    const end = at + 2 + content.readUInt16BE(at + 2)
    if (end > content.length || end < at + 4) return BROKEN
    const frame = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind)
    if (frame && end >= at + 9) size = [content.readUInt16BE(at + 7), content.readUInt16BE(at + 5)]
    const told = (kind >= 0xe1 && kind <= 0xef && kind !== 0xee) || kind === 0xfe
    if (!told) kept.push(content.subarray(at, end))
    at = end
    if (kind !== 0xda) continue
    const last = content.lastIndexOf(Buffer.from([0xff, 0xd9]))
    if (!size || last < at) return BROKEN
    kept.push(content.subarray(at, last + 2))
    return ok({
      ...{ bytes: Buffer.concat(kept), media_type: 'image/jpeg' as const },
      ...{ width: size[0], height: size[1] },
    })
  }
  return BROKEN
}
