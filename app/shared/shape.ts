import type { Problem } from '#shared/result'

export type JsonSchema = { [keyword: string]: unknown }

/**
 * One description of untrusted JSON that both reads it and draws its JSON Schema. `parse` adds every problem it finds,
 * each with its path, and gives `undefined` for what it could not read.
 */
export interface Shape<T> {
  parse(value: unknown, path: string, problems: Problem[]): T | undefined
  readonly schema: JsonSchema
  readonly optional?: true
}

type Read<S> = S extends Shape<infer T> ? T : never
type OptionalKeys<F> = { [K in keyof F]: F[K] extends { optional: true } ? K : never }[keyof F]
type ObjectOf<F> = { [K in Exclude<keyof F, OptionalKeys<F>>]: Read<F[K]> } & {
  [K in OptionalKeys<F>]?: Read<F[K]>
}

export type Json = Record<string, unknown>
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `a.b`, or `a["x y"]` where the key is no plain word. */
export function at(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path ? `${path}.${key}` : key
}

const shape = <T>(schema: JsonSchema, parse: Shape<T>['parse']): Shape<T> => ({ schema, parse })

function refuse(problems: Problem[], field: string, rule: string, message: string): undefined {
  problems.push({ field, rule, message })
  return undefined
}

/** Outer spaces are taken off; an empty text is refused. `check` answers a sentence such as "must be an e-mail address". */
export function text(
  options: { max?: number; rule?: string; check?(text: string): string | null } & JsonSchema = {}
): Shape<string> {
  const { max = 255, rule = 'format', check, ...schema } = options
  return shape(
    { type: 'string', minLength: 1, maxLength: max, ...schema },
    (value, path, problems) => {
      if (typeof value !== 'string') return refuse(problems, path, 'string', 'must be text')
      const trimmed = value.trim()
      if (!trimmed) return refuse(problems, path, 'required', 'must not be empty')
      if (trimmed.length > max)
        return refuse(problems, path, 'max', `must have at most ${max} characters`)
      const wrong = check?.(trimmed)
      return wrong ? refuse(problems, path, rule, wrong) : trimmed
    }
  )
}

export const bool = (): Shape<boolean> =>
  shape({ type: 'boolean' }, (value, path, problems) =>
    typeof value === 'boolean' ? value : refuse(problems, path, 'boolean', 'must be true or false')
  )

export const integer = (min: number, max: number): Shape<number> =>
  shape({ type: 'integer', minimum: min, maximum: max }, (value, path, problems) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? value
      : refuse(problems, path, 'integer', `must be a whole number from ${min} to ${max}`)
  )

export const number = (min: number, max: number): Shape<number> =>
  shape({ type: 'number', minimum: min, maximum: max }, (value, path, problems) =>
    typeof value === 'number' && value >= min && value <= max
      ? value
      : refuse(problems, path, 'number', `must be a number from ${min} to ${max}`)
  )

export const oneOf = <const T extends string>(values: readonly T[]): Shape<T> =>
  shape({ enum: [...values] }, (value, path, problems) =>
    (values as readonly unknown[]).includes(value)
      ? (value as T)
      : refuse(problems, path, 'enum', `must be one of ${values.join(', ')}`)
  )

export function list<T>(item: Shape<T>, options: { max?: number } = {}): Shape<T[]> {
  const { max = 1000 } = options
  return shape({ type: 'array', items: item.schema, maxItems: max }, (value, path, problems) => {
    if (!Array.isArray(value)) return refuse(problems, path, 'array', 'must be a list')
    if (value.length > max) return refuse(problems, path, 'max', `must have at most ${max} entries`)
    const items: T[] = []
    value.forEach((one, i) => {
      const read = item.parse(one, at(path, i), problems)
      if (read !== undefined) items.push(read)
    })
    return items
  })
}

/** Keys in the order of `fields`; absent optional keys stay absent, null counts as absent, unknown keys are refused. */
export function object<F extends Record<string, Shape<unknown>>>(
  fields: F,
  extra: JsonSchema = {}
): Shape<ObjectOf<F>> {
  const keys = Object.keys(fields)
  const schema = {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, fields[key].schema])),
    required: keys.filter((key) => !fields[key].optional),
    additionalProperties: false,
    ...extra,
  }
  return shape(schema, (value, path, problems) => {
    if (!isObject(value)) return refuse(problems, path, 'object', 'must be an object')
    refuseUnknownKeys(value, keys, path, problems)
    const read: Json = {}
    for (const key of keys) {
      const given = Object.hasOwn(value, key) ? value[key] : undefined
      if (given === undefined || given === null) {
        if (!fields[key].optional) refuse(problems, at(path, key), 'required', 'is required')
        continue
      }
      const one = fields[key].parse(given, at(path, key), problems)
      if (one !== undefined) read[key] = one
    }
    return read as ObjectOf<F>
  })
}

export const optional = <T>(inner: Shape<T>): Shape<T> & { optional: true } => ({
  ...inner,
  optional: true,
})

/** Something another parser reads: its problems come with the path it is given. */
export const custom = <T>(
  schema: JsonSchema,
  read: (value: unknown, path: string) => { ok: true; value: T } | { ok: false; problem: Problem[] }
): Shape<T> =>
  shape(schema, (value, path, problems) => {
    const result = read(value, path)
    if (result.ok) return result.value
    problems.push(...result.problem)
    return undefined
  })

export function refuseUnknownKeys(
  value: Json,
  known: readonly string[],
  path: string,
  problems: Problem[]
) {
  for (const key of Object.keys(value))
    if (!known.includes(key))
      refuse(problems, at(path, key), 'unknown_key', `unknown key; known here: ${known.join(', ')}`)
}
