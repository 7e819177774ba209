import { Liquid, type Template as LiquidTemplate } from 'liquidjs'

/** What templates read from: `lead`, `delivery`, `partner` ... each an object of known names. */
export type TemplateScope = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** A template that cannot be read, or asks for a name that does not exist. */
export class TemplateError extends Error {
  name = 'TemplateError'
}

/** Literal text of the template, or a value that has to be escaped for where it stands. */
export type Part = string | { value: unknown }

export interface Template {
  readonly source: string
  /** Paths read from the scope, such as `lead.email`. */
  readonly variables: readonly string[]
  /** The template is one output and nothing else: `value` gives it with its type. */
  readonly whole: boolean
  /** Throws TemplateError for an unknown name; a known one without a value gives null. */
  parts(scope: TemplateScope): Part[]
  value(scope: TemplateScope): unknown
}

const OUTPUT = /\{\{\s*([A-Za-z_][A-Za-z0-9_-]*(?:\.(?:[A-Za-z_][A-Za-z0-9_-]*|[0-9]+))*)\s*\}\}/g
const KEYWORDS = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank'])
const MAX_SOURCE = 256 * 1024

// Tags that neither read files nor write a value without passing an output, where it is caught for escaping.
const TAGS = new Set([
  '#',
  'assign',
  'break',
  'case',
  'comment',
  'continue',
  'for',
  'if',
  'raw',
  'unless',
])

/** Compiles once; plain `{{ a.b }}` paths never reach Liquid. Throws TemplateError for bad syntax. */
export function compileTemplate(source: string): Template {
  if (source.length > MAX_SOURCE) throw new TemplateError('the template is longer than 256 KB')
  if (!source.includes('{{') && !source.includes('{%')) return constant(source)
  return compilePaths(source) ?? compileLiquid(source)
}

function constant(source: string): Template {
  const parts: Part[] = source === '' ? [] : [source]
  return { source, variables: [], whole: false, parts: () => parts, value: () => source }
}

function compilePaths(source: string): Template | null {
  const pieces: (string | string[])[] = []
  let at = 0
  for (const match of source.matchAll(OUTPUT)) {
    if (match.index > at) pieces.push(source.slice(at, match.index))
    const path = match[1].split('.')
    if (KEYWORDS.has(path[0])) return null
    pieces.push(path)
    at = match.index + match[0].length
  }
  if (at < source.length) pieces.push(source.slice(at))
  if (pieces.some((piece) => typeof piece === 'string' && /\{\{|\{%/.test(piece))) return null

  const paths = pieces.filter((piece) => typeof piece !== 'string')
  return {
    source,
    variables: paths.map((path) => path.join('.')),
    whole: pieces.length === 1,
    parts: (scope) =>
      pieces.map((piece) => (typeof piece === 'string' ? piece : { value: read(scope, piece) })),
    value: (scope) => read(scope, paths[0]),
  }
}

/** `lead.x` must be known; below it a part that is not there is null, as for a field without a value. */
function read(scope: TemplateScope, path: readonly (string | number)[]): unknown {
  requireKnown(scope, path)
  let value: unknown = scope
  for (const name of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return null
    value = (value as Record<string, unknown>)[name]
  }
  return value ?? null
}

function requireKnown(scope: TemplateScope, path: readonly (string | number)[]): void {
  const [root, name] = path
  if (!Object.hasOwn(scope, root))
    throw new TemplateError(
      `unknown variable ${path.join('.')}` +
        (scope.lead && Object.hasOwn(scope.lead, root) ? `, did you mean lead.${root}?` : '')
    )
  if (name !== undefined && !Object.hasOwn(scope[root], name))
    throw new TemplateError(`unknown variable ${root}.${name}`)
}

// ---------------------------------------------------------------- Liquid, for filters and conditions

const OPEN = '\uE000'
const CLOSE = '\uE001'
const MARK = /\uE000(\d+)\uE001/
/** Outputs write a mark and leave their value here: rendering is synchronous, so one list serves all. */
let caught: unknown[] = []

const liquid = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: false,
  templates: {},
  cache: false,
  timezoneOffset: 0,
  parseLimit: MAX_SOURCE,
  renderLimit: 1000,
  memoryLimit: 1_000_000,
  outputEscape: (value: unknown) => `${OPEN}${caught.push(value) - 1}${CLOSE}`,
})
for (const name of Object.keys(liquid.tags)) if (!TAGS.has(name)) delete liquid.tags[name]
// `raw` would skip escaping; the others evaluate text as a template expression.
for (const name of Object.keys(liquid.filters))
  if (name === 'raw' || name.endsWith('_exp')) liquid.unregisterFilter(name)

function compileLiquid(source: string): Template {
  if (source.includes(OPEN)) throw new TemplateError('U+E000 cannot be used in a template')
  let template: LiquidTemplate[]
  let paths: (string | number)[][]
  try {
    template = liquid.parse(source)
    paths = liquid.globalVariableSegmentsSync(template, { partials: false }).map(staticPath)
  } catch (error) {
    throw new TemplateError(firstLine(error), { cause: error })
  }
  const render = (scope: TemplateScope): { text: string; values: unknown[] } => {
    for (const path of paths) requireKnown(scope, path)
    caught = []
    try {
      const text: string = liquid.renderSync(template, scope, { templateLimit: 20_000 })
      return { text, values: caught }
    } catch (error) {
      throw new TemplateError(firstLine(error), { cause: error })
    } finally {
      caught = []
    }
  }
  const whole = template.length === 1 && /^\{\{[^]*\}\}$/.test(source)
  return {
    source,
    variables: paths.map((path) => path.join('.')),
    whole,
    parts(scope) {
      const { text, values } = render(scope)
      return text
        .split(MARK)
        .map((piece, index) => (index % 2 === 0 ? piece : { value: values[Number(piece)] ?? null }))
        .filter((part) => part !== '')
    },
    value: (scope) => render(scope).values[0] ?? null,
  }
}

/** `lead[delivery.id].x` names lead; what is below is found out while rendering. */
function staticPath(path: readonly unknown[]): (string | number)[] {
  const names: (string | number)[] = []
  for (const name of path) {
    if (typeof name !== 'string' && typeof name !== 'number') break
    names.push(name)
  }
  return names
}

const firstLine = (error: unknown): string => String((error as Error).message).split('\n')[0]
