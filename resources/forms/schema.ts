/*
 * Reads the JSON schema of a plugin's config as a form: which control draws a setting, what it is called, when it is
 * there at all.
 */
export interface FormSchema {
  type?: string | string[]
  control?: string
  title?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  /** What the values of `enum` are called. */
  labels?: Record<string, string>
  /** What the number counts: `seconds`. */
  unit?: string
  examples?: unknown[]
  properties?: Record<string, FormSchema>
  required?: string[]
  items?: FormSchema
  additionalProperties?: FormSchema | boolean
  anyOf?: FormSchema[]
  secret?: boolean
  /** Folded away: most people never touch it. */
  advanced?: boolean
  /** Only there while a sibling has one of these values; null stands for none. */
  shown_when?: Record<string, unknown>
  /** A rule or path of it is about a partner's `answer`; otherwise about the lead. */
  about?: 'answer'
  /** Texts hold variables: `{{ lead.email }}`. */
  templates?: boolean
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  maxLength?: number
  [key: string]: unknown
}

/** How one setting is drawn. `json` draws anything; `unknown` is what no form should come to. */
export type ControlKind =
  | 'text'
  | 'textarea'
  | 'secret'
  | 'number'
  | 'switch'
  | 'choice'
  | 'select'
  | 'date'
  | 'duration'
  | 'texts'
  | 'groups'
  | 'map'
  | 'group'
  | 'code'
  | 'rule'
  | 'answer_path'
  | 'template'
  | 'template_line'
  | 'template_lines'
  | 'strategy'
  | 'assignments'
  | 'schedule'
  | 'minutes'
  | 'profile'
  | 'partner'
  | 'stage'
  | 'member'
  | 'field_values'
  | 'json'
  | 'unknown'

const OWN = new Set([
  ...['textarea', 'secret', 'date', 'duration', 'code', 'rule', 'answer_path', 'template'],
  ...['template_line', 'template_lines', 'strategy', 'assignments', 'schedule', 'json'],
  ...['minutes', 'profile', 'partner', 'stage', 'member', 'field_values'],
])

export function controlOf(schema: FormSchema, required = false): ControlKind {
  const { control } = schema
  if (control && OWN.has(control)) return control as ControlKind
  switch (control) {
    case 'key_value':
      return 'map'
    case 'list':
      return isObject(schema.items?.properties) ? 'groups' : 'texts'
    case 'switch':
      // Without a value of its own it has three states: yes, no, not said.
      return required || schema.default !== undefined ? 'switch' : 'choice'
    case 'text':
    case 'number':
    case 'select':
    case 'group':
      return control
    case undefined:
      return byType(schema)
    default:
      // A name only some other form knows: drawn by what the value is.
      return byType(schema)
  }
}

function byType(schema: FormSchema): ControlKind {
  if (schema.secret) return 'secret'
  if (Array.isArray(schema.enum)) return 'select'
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'string':
      return 'text'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'switch'
    case 'array':
      return isObject(schema.items?.properties) ? 'groups' : 'texts'
    case 'object':
      return isObject(schema.properties) ? 'group' : 'map'
    case undefined:
      return 'json'
    default:
      return 'unknown'
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The settings of a group in the order they were written. */
export const settingsOf = (schema: FormSchema): [key: string, schema: FormSchema][] =>
  Object.entries(schema.properties ?? {})

/** A word of a schema in the reader's language: plugins bring their own, as `de: { title }`. */
export function textOf(
  schema: FormSchema,
  word: 'title' | 'description',
  locale: string
): string | undefined {
  const own = schema[locale]
  const text = isObject(own) ? own[word] : undefined
  return typeof text === 'string' ? text : schema[word]
}

export function labelOf(schema: FormSchema, value: unknown, locale: string): string {
  const own = schema[locale]
  const translated = isObject(own) && isObject(own.labels) ? own.labels[String(value)] : undefined
  return String(translated ?? schema.labels?.[String(value)] ?? value)
}

export function isShown(schema: FormSchema, siblings: Record<string, unknown>): boolean {
  return Object.entries(schema.shown_when ?? {}).every(([key, wanted]) => {
    const value = siblings[key] ?? null
    return (Array.isArray(wanted) ? wanted : [wanted]).includes(value)
  })
}

/** `a.b`, `a[0]`, or `a["x y"]` where the key is no plain word: as the server names places. */
export function at(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path ? `${path}.${key}` : key
}

/** What is wrong at or below a place, by the path from there. */
export function errorsBelow(errors: Record<string, string>, path: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [field, message] of Object.entries(errors)) {
    if (field === path) found[''] = message
    else if (path === '') found[field] = message
    else if (field.startsWith(`${path}.`)) found[field.slice(path.length + 1)] = message
    else if (field.startsWith(`${path}[`)) found[field.slice(path.length)] = message
  }
  return found
}

/** A copy with one key set, or taken out where the value is nothing. */
export function withKey(
  value: Record<string, unknown>,
  key: string,
  next: unknown
): Record<string, unknown> {
  const changed = { ...value, [key]: next }
  if (next === undefined) delete changed[key]
  return changed
}

/** A value to begin a new entry of a list with. */
export function blankOf(schema: FormSchema): unknown {
  if (schema.default !== undefined) return schema.default
  if (isObject(schema.properties)) return {}
  return controlOf(schema) === 'switch' ? false : ''
}

export interface VariableField {
  key: string
  label: string
}
