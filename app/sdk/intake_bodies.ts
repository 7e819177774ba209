/*
 * What requests are written in. Keys may be anything, `__proto__` too: nothing that is read here has a prototype.
 */
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'

export type FormValues = Record<string, string | string[]>

/** A query or a form. A key that comes more than once gives a list; an escape that is no UTF-8 is kept as it came. */
export function readForm(text: string): FormValues {
  const values: FormValues = Object.create(null)
  for (const [key, value] of new URLSearchParams(text)) {
    const before = values[key]
    if (before === undefined) values[key] = value
    else values[key] = Array.isArray(before) ? [...before, value] : [before, value]
  }
  return values
}

/** The media type of a Content-Type header, without its parameters. */
export const mediaType = (header: string | undefined): string =>
  (header ?? '').split(';')[0].trim().toLowerCase()

interface Wish {
  type: string
  weight: number
}

/**
 * Which of `offered` an Accept header likes best, the first of them where it likes several alike; null: none. Without a
 * header everything is liked.
 */
export function bestMatch(offered: readonly string[], accept: string | undefined): string | null {
  if (!accept?.trim()) return offered[0] ?? null
  const wishes = accept.split(',').map((part): Wish => {
    const [type, ...parameters] = part.split(';').map((one) => one.trim().toLowerCase())
    const q = parameters.find((one) => one.startsWith('q='))
    const weight = q === undefined ? 1 : Number(q.slice(2))
    return { type, weight: Number.isFinite(weight) ? weight : 0 }
  })
  let best: { type: string; weight: number } | null = null
  for (const type of offered) {
    const weight = liking(type, wishes)
    if (weight > 0 && (!best || weight > best.weight)) best = { type, weight }
  }
  return best?.type ?? null
}

/** The wish that names a type most closely counts: `text/xml` before `text/*` before all. */
function liking(type: string, wishes: readonly Wish[]): number {
  for (const pattern of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const wish = wishes.find((one) => one.type === pattern)
    if (wish) return wish.weight
  }
  return 0
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

/** What is inside the root of a document, all of it as text. Throws what is wrong with it; no document type is read. */
export function readXml(text: string): Record<string, unknown> {
  if (/<!DOCTYPE/i.test(text)) throw new Error('document types are not read')
  const valid = XMLValidator.validate(text)
  if (valid !== true) throw new Error(`${valid.err.msg} Line: ${valid.err.line}`)
  const [root] = Object.values(parser.parse(text) as Record<string, unknown>)
  const isRecord = typeof root === 'object' && root !== null && !Array.isArray(root)
  return isRecord ? (root as Record<string, unknown>) : {}
}

const builder = new XMLBuilder({ format: true })

export const writeXml = (root: string, content: object): string =>
  `<?xml version="1.0"?>\n${String(builder.build({ [root]: content })).trim()}`
