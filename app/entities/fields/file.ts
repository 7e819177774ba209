import { createHash } from 'node:crypto'
import { basename } from 'node:path/posix'
import { cleanLine } from '#entities/clean_text'
import { type Reader, flaw, isRecord } from '#entities/fields/reader'
import { urlOf } from '#entities/fields/url'
import type { StoredFile } from '#entities/types'
import { ok } from '#shared/result'

/** Bytes of a decoded file. What comes inside a JSON body meets the limit of intake for text first. */
export const FILE_LIMIT = 5 * 1024 * 1024
const NAME_LIMIT = 200
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/
const DATA_URL = /^data:[^,]{0,200};base64,/
const utf8 = new TextDecoder('utf-8', { fatal: true })

const SIGNATURES: [type: string, at: number, bytes: string][] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['application/pdf', 0, '%PDF-'],
  ['application/zip', 0, 'PK\x03\x04'],
]

/** The type by content, never by name: HTML and SVG are text, so nothing a browser would run. */
export function typeOfContent(content: Buffer): string {
  const head = content.subarray(0, 16).toString('latin1')
  for (const [type, at, bytes] of SIGNATURES) if (head.startsWith(bytes, at)) return type
  try {
    return utf8.decode(content).includes('\0') ? 'application/octet-stream' : 'text/plain'
  } catch {
    return 'application/octet-stream'
  }
}

/** `{ url }` or an address as text stays a link; `{ name, content }` (base64) is a file to be stored. */
export const readFile: Reader = (value, field, context) => {
  if (typeof value === 'string' || (isRecord(value) && value.url !== undefined)) {
    const url = urlOf(typeof value === 'string' ? value : value.url)
    return url.ok ? ok({ url: url.value }) : url
  }
  if (!isRecord(value) || typeof value.name !== 'string' || typeof value.content !== 'string')
    return flaw('file', 'must be { "url" } or { "name", "content" } with the content in base64')
  const name = cleanLine(value.name)
  if (!name.ok) return name
  const short = basename(name.value.replaceAll('\\', '/')).slice(-NAME_LIMIT).toWellFormed()
  if (short === '' || short === '.' || short === '..')
    return flaw('file', 'must have a file name', 'name')
  const text = value.content.replace(DATA_URL, '').replace(/\s+/g, '')
  if (!BASE64.test(text)) return flaw('file', 'must have its content in base64', 'content')
  const content = Buffer.from(text, 'base64')
  if (content.length === 0) return flaw('file', 'is empty', 'content')
  if (content.length > FILE_LIMIT)
    return flaw('file', `must have at most ${FILE_LIMIT / 1024 / 1024} MB`, 'content')
  const stored: StoredFile = {
    name: short,
    type: typeOfContent(content),
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    path: null,
  }
  context.files.push({ field: field.key, value: stored, content })
  return ok(stored)
}
