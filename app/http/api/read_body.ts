import type { IncomingMessage } from 'node:http'
import { parseForm } from '#http/api/parse_form'
import { type BodyRule, type BodyType, MEDIA } from '#http/api/route'
import { HttpProblem, invalidField } from '#shared/http_problem'

/** A body as it came and as it reads: JSON and forms as values, YAML as its text. */
export interface ReadBody {
  type: BodyType | null
  bytes: Buffer
  content: unknown
}

const EMPTY: ReadBody = { type: null, bytes: Buffer.alloc(0), content: {} }
// How much of a body that is refused for its size is still read, so that its sender gets to see the answer.
const DRAIN_LIMIT = 32 * 1024 * 1024
/** Far above what any document needs, far below what a stack can take. */
const MAX_DEPTH = 200
const SHALLOW = 1_000
const QUOTE = 0x22
const BACKSLASH = 0x5c
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads a request's body within its limit. Throws HttpProblem 400, 413 or 415. */
export async function readBody(request: IncomingMessage, rule: BodyRule): Promise<ReadBody> {
  const declared = request.headers['content-length']
  if (declared !== undefined && Number(declared) > rule.limit) throw tooLarge(rule.limit)
  const present = declared !== undefined ? declared !== '0' : 'transfer-encoding' in request.headers
  const type = present ? readableType(request, rule.types) : null
  const bytes = present ? await collect(request, rule.limit) : EMPTY.bytes
  if (!type || !bytes.length) {
    if (rule.optional) return EMPTY
    throw new HttpProblem('unreadable-body', 'The request has no body')
  }
  return { type, bytes, content: parse(type, decode(bytes)) }
}

function readableType(request: IncomingMessage, types: readonly BodyType[]): BodyType {
  const encoding = request.headers['content-encoding']
  if (encoding && encoding !== 'identity')
    throw new HttpProblem('unsupported-media-type', `Content-Encoding ${encoding} is not read`)
  const header = request.headers['content-type'] ?? ''
  const [media, ...parameters] = header.toLowerCase().split(';')
  const type = bodyType(media.trim())
  if (!type || !types.includes(type))
    throw new HttpProblem(
      'unsupported-media-type',
      `${header ? `Content-Type ${header}` : 'A body without a Content-Type'} is not read here; send ${types.map((one) => MEDIA[one]).join(' or ')}`
    )
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.split('=').map((part) => part.trim().replace(/"/g, ''))
    if (name === 'charset' && value !== 'utf-8' && value !== 'utf8' && value !== 'us-ascii')
      throw new HttpProblem('unsupported-media-type', `Charset ${value} is not read; send UTF-8`)
  }
  return type
}

function bodyType(media: string): BodyType | null {
  if (media === MEDIA.json || /^application\/[\w.-]+\+json$/.test(media)) return 'json'
  if (media === MEDIA.form) return 'form'
  return /^(application|text)\/(x-)?yaml$/.test(media) ? 'yaml' : null
}

function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else if (size > DRAIN_LIMIT) request.destroy()
      else reject(tooLarge(limit))
    })
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', () =>
      reject(new HttpProblem('unreadable-body', 'The body ended before it was complete'))
    )
  })
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new HttpProblem('unreadable-body', 'The body is not valid UTF-8')
  }
}

function parse(type: BodyType, text: string): unknown {
  if (type === 'yaml') return text
  if (type === 'form') return parseForm(text)
  if (text.length > SHALLOW && isTooDeep(text))
    throw invalidField('body', 'max_depth', `Nested deeper than ${MAX_DEPTH} levels`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HttpProblem(
      'unreadable-body',
      `The body is not valid JSON: ${(error as Error).message}`
    )
  }
}

/** Counts open brackets outside texts: what is recursive must never see such a value. */
function isTooDeep(json: string): boolean {
  let depth = 0
  let inText = false
  for (let i = 0; i < json.length; i++) {
    const char = json.charCodeAt(i)
    if (inText) {
      if (char === BACKSLASH) i++
      else if (char === QUOTE) inText = false
    } else if (char === QUOTE) inText = true
    else if (char === 0x5b || char === 0x7b) {
      if (++depth > MAX_DEPTH) return true
    } else if (char === 0x5d || char === 0x7d) depth--
  }
  return false
}

const tooLarge = (limit: number) =>
  new HttpProblem('body-too-large', `The body may have at most ${limit} bytes`)
