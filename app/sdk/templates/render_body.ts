import {
  TemplateError,
  compileTemplate,
  type Template,
  type TemplateScope,
} from '#sdk/templates/compile_template'
import {
  escapeForm,
  escapeJsonString,
  escapeXml,
  plainValue,
  printValue,
  renderText,
} from '#sdk/templates/escape'

export type BodyKind = 'json' | 'form' | 'xml' | 'text'

export interface BodyTemplate {
  kind: BodyKind
  /** The Content-Type to send. */
  contentType: string
  /** Throws TemplateError. */
  render(scope: TemplateScope): string
}

const MAX_DEPTH = 20

/** How values are escaped in a body of this type. */
export function bodyKind(contentType: string): BodyKind {
  const type = contentType.split(';', 1)[0].trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (/[/+]json$/.test(type)) return 'json'
  if (/[/+]xml$/.test(type) || type === 'text/html') return 'xml'
  return 'text'
}

/** The type of a body nobody labelled. */
function guessType(body: unknown): string {
  if (typeof body !== 'string' || /^\s*(?:\[|\{(?![{%]))/.test(body)) return 'application/json'
  return /^\s*</.test(body) ? 'application/xml; charset=utf-8' : 'text/plain; charset=utf-8'
}

/** Compiles a body: a JSON value, form fields, or text of any type. Throws TemplateError naming the place. */
export function compileBody(body: unknown, type?: string | null): BodyTemplate {
  const contentType = type ?? guessType(body)
  const kind = bodyKind(contentType)
  const render =
    kind === 'json'
      ? compileJson(body)
      : typeof body === 'string'
        ? compileText(body, kind)
        : kind === 'form'
          ? compileFields(body)
          : null
  if (!render) throw new TemplateError(`a body of type ${contentType} must be text`)
  return { kind, contentType, render }
}

function compileText(body: string, kind: 'form' | 'xml' | 'text') {
  const template = compileTemplate(body)
  const escape = { form: escapeForm, xml: escapeXml, text: printValue }[kind]
  return (scope: TemplateScope) => renderText(template, scope, escape)
}

/** Form fields from a mapping; a list sends its name once for every item. */
function compileFields(body: unknown): (scope: TemplateScope) => string {
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw new TemplateError('form fields must be a mapping of names to values')
  const fields = Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => {
      if (item !== null && typeof item === 'object')
        throw new TemplateError(`${name}: a form field cannot be an object`)
      return { name: escapeForm(name), template: compileTemplate(printValue(item)) }
    })
  )
  return (scope) =>
    fields
      .flatMap(({ name, template }) => {
        const value = template.whole
          ? template.value(scope)
          : renderText(template, scope, printValue)
        return (Array.isArray(value) ? value : [value]).map((item) => `${name}=${escapeForm(item)}`)
      })
      .join('&')
}

// ---------------------------------------------------------------- JSON

type Build = (scope: TemplateScope) => unknown

/** Values are put into the parsed tree, never into its text; a template that is the whole value keeps its type. */
function compileJson(body: unknown): (scope: TemplateScope) => string {
  if (typeof body === 'string') {
    const parsed = parseJson(body)
    if (!parsed) return compileJsonText(compileTemplate(body))
    body = parsed.value
  }
  const build = compileTree(body, 0)
  return (scope) => JSON.stringify(build(scope))
}

function compileTree(node: unknown, depth: number): Build {
  if (depth > MAX_DEPTH) throw new TemplateError(`is nested deeper than ${MAX_DEPTH} levels`)
  if (typeof node === 'string') {
    const template = compileTemplate(node)
    if (template.whole) return (scope) => plainValue(template.value(scope))
    return (scope) => renderText(template, scope, printValue)
  }
  if (Array.isArray(node)) {
    const items = node.map((item) => compileTree(item, depth + 1))
    return (scope) => items.map((item) => item(scope))
  }
  if (node !== null && typeof node === 'object') {
    const entries = Object.entries(node).map(
      ([name, value]) => [name, named(name, () => compileTree(value, depth + 1))] as const
    )
    return (scope) =>
      Object.fromEntries(entries.map(([name, build]) => [name, named(name, () => build(scope))]))
  }
  return () => node ?? null
}

/** Names the place a mistake is at. */
function named<T>(name: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof TemplateError)
      throw new TemplateError(`${name}: ${error.message}`, { cause: error })
    throw error
  }
}

/** JSON text that only becomes JSON when rendered: a value inside quotes is escaped, one outside is written as JSON. */
function compileJsonText(template: Template): (scope: TemplateScope) => string {
  return (scope) => {
    let text = ''
    let quoted = false
    for (const part of template.parts(scope)) {
      if (typeof part === 'string') {
        quoted = endsQuoted(part, quoted)
        text += part
      } else {
        text += quoted ? escapeJsonString(part.value) : JSON.stringify(plainValue(part.value))
      }
    }
    if (!parseJson(text)) throw new TemplateError('does not give valid JSON')
    return text
  }
}

/** Whether text that begins inside (or outside) a JSON string ends inside one. */
function endsQuoted(text: string, quoted: boolean): boolean {
  for (let at = 0; at < text.length; at++) {
    if (quoted && text[at] === '\\') at++
    else if (text[at] === '"') quoted = !quoted
  }
  return quoted
}

function parseJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}
