import {
  TemplateError,
  type Part,
  type Template,
  type TemplateScope,
} from '#sdk/templates/compile_template'

export type Escape = (value: unknown) => string

/** A money value has exactly these two keys; templates print its amount. */
function isMoney(value: object): value is { amount: string; currency: string } {
  return 'amount' in value && 'currency' in value && Object.keys(value).length === 2
}

/** A value as plain text: lists joined by ", ", money as its amount, other objects as JSON, nothing as "". */
export function printValue(value: unknown): string {
  if (typeof value === 'string') return value.toWellFormed()
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map(printValue).join(', ')
  return isMoney(value) ? String(value.amount) : JSON.stringify(value)
}

/** A value as JSON holds it: its own type, money as its amount. */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value === null || value === undefined) return null
  return typeof value === 'object' && isMoney(value) ? value.amount : value
}

/** One path segment or query value of a URL. */
export const escapeUrl: Escape = (value) =>
  encodeURIComponent(printValue(value)).replace(/[!'()*]/g, percent)

/** application/x-www-form-urlencoded. */
export const escapeForm: Escape = (value) => escapeUrl(value).replaceAll('%20', '+')

const percent = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase()}`

// Characters XML 1.0 cannot hold at all, not even escaped: all but its Char production.
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text or attribute value, in XML and HTML alike. */
export const escapeXml: Escape = (value) =>
  printValue(value)
    .replace(NOT_XML, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character])

/** The inside of a JSON string. */
export const escapeJsonString: Escape = (value) => JSON.stringify(printValue(value)).slice(1, -1)

/** A header value: what would end the header, or cannot be sent as one byte a character, is refused. */
export const escapeHeader: Escape = (value) => {
  const text = printValue(value).trim()
  const problem = headerValueProblem(text)
  if (problem) throw new TemplateError(problem)
  return text
}

/** Says what is wrong with a header value, or null. */
export function headerValueProblem(text: string): string | null {
  if (/[\r\n\0]/.test(text)) return 'a header value cannot hold line breaks or NUL'
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text))
    return 'a header value can only hold printable Latin-1 characters'
  return null
}

/** The rendered text, with every value escaped and the template's own text as it stands. */
export function renderText(template: Template, scope: TemplateScope, escape: Escape): string {
  let text = ''
  for (const part of template.parts(scope) as Part[])
    text += typeof part === 'string' ? part : escape(part.value)
  return text
}
