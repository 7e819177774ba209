/*
 * Reads an OpenAPI 3.1 document for the reference page: references, a sample of a schema, a ready curl line.
 */
export interface Schema {
  $ref?: string
  type?: string | string[]
  title?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  default?: unknown
  example?: unknown
  examples?: unknown[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
}

/** Words of the page in the reader's language. */
type Say = (key: string, values?: Record<string, unknown>) => string

export interface Parameter {
  $ref?: string
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema?: Schema
}

type Content = Record<
  string,
  { schema?: Schema; example?: unknown; examples?: Record<string, { value: unknown }> }
>

export interface Operation {
  operationId?: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { $ref?: string; required?: boolean; description?: string; content: Content }
  responses?: Record<
    string,
    {
      $ref?: string
      description?: string
      content?: Content
      headers?: Record<string, { description?: string }>
    }
  >
  security?: Record<string, string[]>[]
}

export interface Document {
  openapi: string
  info: { title: string; version: string; description?: string }
  servers?: { url: string }[]
  tags?: { name: string; description?: string }[]
  paths: Record<string, Record<string, unknown>>
  components?: Record<string, Record<string, unknown>>
}

export interface Endpoint extends Operation {
  id: string
  method: string
  path: string
  parameters: Parameter[]
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** The thing behind `#/components/...`; anything else is given back as it is. */
export function resolve<T>(document: Document, value: T): T {
  let current: unknown = value
  for (let hops = 0; hops < 8; hops++) {
    const ref = (current as { $ref?: string } | undefined)?.$ref
    if (typeof ref !== 'string' || !ref.startsWith('#/')) break
    current = ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document)
  }
  return current as T
}

export const refName = (schema: Schema | undefined) => schema?.$ref?.split('/').pop() ?? null

/** Operations by tag, in the document's order; those without one come last, under "Other". */
export function endpointsByTag(document: Document) {
  const groups = new Map<string, { name: string; description: string; endpoints: Endpoint[] }>()
  for (const tag of document.tags ?? [])
    groups.set(tag.name, { name: tag.name, description: tag.description ?? '', endpoints: [] })
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined
      if (!operation) continue
      const tag = operation.tags?.[0] ?? 'Other'
      if (!groups.has(tag)) groups.set(tag, { name: tag, description: '', endpoints: [] })
      const shared = (item.parameters as Parameter[] | undefined) ?? []
      groups.get(tag)!.endpoints.push({
        ...operation,
        id: operation.operationId ?? `${method}${path}`.replace(/\W+/g, '-'),
        method: method.toUpperCase(),
        path,
        parameters: [...shared, ...(operation.parameters ?? [])].map((one) =>
          resolve(document, one)
        ),
      })
    }
  }
  return [...groups.values()].filter((group) => group.endpoints.length)
}

/** "string · email", "one of CA, AZ", "list of Lead": a schema's type in a few words. */
export function typeWords(document: Document, schema: Schema | undefined, t: Say): string {
  if (!schema) return t('api.docs.type.any')
  const name = refName(schema)
  const target = resolve(document, schema)
  if (target.const !== undefined) return JSON.stringify(target.const)
  if (target.enum) {
    // Query values are text: what reads as a boolean lists all its spellings.
    if (target.enum.includes(true) && target.enum.includes(false)) return 'boolean'
    return target.enum.map((value) => (value === null ? 'null' : String(value))).join(' | ')
  }
  const variants = target.oneOf ?? target.anyOf
  if (variants)
    return variants.map((one) => typeWords(document, one, t)).join(t('api.docs.type.or'))
  if (name) return name
  const types = ([] as string[]).concat(
    target.type ?? (target.properties ? 'object' : t('api.docs.type.any'))
  )
  if (types.includes('array'))
    return t('api.docs.type.list', { of: typeWords(document, target.items, t) })
  return types.join(t('api.docs.type.or')) + (target.format ? ` · ${target.format}` : '')
}

/** Limits worth knowing, such as "1–200" or "at most 100 characters". */
export function limits(schema: Schema, t: Say): string {
  const parts: string[] = []
  if (schema.minimum !== undefined || schema.maximum !== undefined)
    parts.push(`${schema.minimum ?? ''}–${schema.maximum ?? ''}`)
  if (schema.maxLength !== undefined)
    parts.push(t('api.docs.type.characters', { n: schema.maxLength }))
  if (schema.maxItems !== undefined) parts.push(t('api.docs.type.items', { n: schema.maxItems }))
  if (schema.default !== undefined)
    parts.push(t('api.docs.type.default', { value: JSON.stringify(schema.default) }))
  return parts.join(', ')
}

/** A value that fits a schema: its example, or one built from its parts. */
export function sample(document: Document, schema: Schema | undefined, depth = 0): unknown {
  const target = resolve(document, schema)
  if (!target || depth > 5) return null
  if (target.example !== undefined) return target.example
  if (target.examples?.length) return target.examples[0]
  if (target.default !== undefined) return target.default
  if (target.const !== undefined) return target.const
  if (target.enum) return target.enum[0]
  const variant = (target.oneOf ?? target.anyOf)?.find(
    (one) => resolve(document, one).type !== 'null'
  )
  if (variant) return sample(document, variant, depth + 1)
  if (target.allOf)
    return Object.assign({}, ...target.allOf.map((one) => sample(document, one, depth + 1)))
  const type = ([] as string[]).concat(target.type ?? (target.properties ? 'object' : 'string'))[0]
  if (type === 'object')
    return Object.fromEntries(
      Object.entries(target.properties ?? {})
        .filter(([key]) => depth === 0 || target.required?.includes(key))
        .map(([key, part]) => [key, sample(document, part, depth + 1)])
    )
  if (type === 'array') return target.items ? [sample(document, target.items, depth + 1)] : []
  if (type === 'integer' || type === 'number') return target.minimum ?? 1
  if (type === 'boolean') return false
  if (type === 'null') return null
  if (target.format === 'date-time') return '2026-11-01T10:00:00Z'
  if (target.format === 'date') return '2026-11-01'
  if (target.format === 'email') return 'ann@example.com'
  return '...'
}

/** The JSON body of an operation as shown: its own example before a made one. */
export function bodyExample(document: Document, endpoint: Operation): unknown {
  const body = resolve(document, endpoint.requestBody)
  const json = body?.content['application/json']
  if (!json) return undefined
  const named = Object.values(json.examples ?? {})[0]?.value
  return json.example ?? named ?? sample(document, json.schema)
}

/** An account's own keys and ids, where it has them. */
export interface Samples {
  entity: string | null
  values: Record<string, unknown> | null
  profile: string | null
  partner: string | null
  lead: string | null
  distribution: string | null
  delivery: string | null
}

const HARMLESS = ['leads.distribute', 'profiles.simulate']

/** `/leads/{id}` with the id of a lead there is. A line that changes or deletes something names nothing by itself. */
export function ownPath(
  { id, method, path }: Pick<Endpoint, 'id' | 'method' | 'path'>,
  samples: Samples | null
): string {
  if (method !== 'GET' && !HARMLESS.includes(id)) return path
  const kind = /^\/(lead|distribution|deliver|entit|partner|profile)/.exec(path)?.[1]
  const names: Record<string, keyof Omit<Samples, 'values'>> = {
    lead: 'lead',
    distribution: 'distribution',
    deliver: 'delivery',
    entit: 'entity',
    partner: 'partner',
    profile: 'profile',
  }
  const own = kind ? samples?.[names[kind]] : null
  return path.replace(/\{(id|key)\}/, own ?? '{$1}').replace('{version}', '1')
}

/** The body as the account would send it; what is not about its own keys stays the document's example. */
export function ownBody(
  endpoint: Pick<Endpoint, 'id'>,
  samples: Samples | null,
  body: unknown
): unknown {
  if (!samples?.entity || !samples.values) return body
  const { entity, values, profile } = samples
  const bodies: Record<string, unknown> = {
    'leads.store': { entity, source: 'api', values },
    'leads.bulk': { entity, source: 'api', leads: [values] },
    'intake.store': { entity, source: 'api', ...values },
    'leads.update': { values: Object.fromEntries(Object.entries(values).slice(0, 1)) },
    ...(profile && { 'leads.distribute': { profile } }),
    'profiles.simulate': { values },
  }
  return bodies[endpoint.id] ?? body
}

/** A line for the shell that runs as it stands, once `$TOKEN` is set. */
export function curl(
  document: Document,
  endpoint: Endpoint,
  origin: string,
  samples: Samples | null = null
): string {
  const base = (document.servers?.[0]?.url ?? '').replace(/^https?:\/\/[^/]+/, '')
  const query = endpoint.parameters
    .filter((one) => one.in === 'query' && one.required)
    .map((one) => `${one.name}=${encodeURIComponent(String(sample(document, one.schema)))}`)
  const url =
    origin + base + ownPath(endpoint, samples) + (query.length ? `?${query.join('&')}` : '')
  const lines = [`curl ${endpoint.method === 'GET' ? '' : `-X ${endpoint.method} `}'${url}'`]
  if (endpoint.security?.length !== 0) lines.push(`-H "Authorization: Bearer $TOKEN"`)
  const body = ownBody(endpoint, samples, bodyExample(document, endpoint))
  if (body !== undefined) {
    lines.push(`-H 'Content-Type: application/json'`)
    lines.push(`-d '${JSON.stringify(body, null, 2).replace(/'/g, `'\\''`)}'`)
  }
  return lines.join(' \\\n  ')
}
