import type { SchemaTypes } from '@vinejs/vine/types'
import type { JsonSchema } from '#host/types'

/*
 * A plugin's Vine schema as the JSON Schema the editor draws a form from: `title`, `description`, `default`,
 * `secret` and `control` of `.meta()` are kept; what a form needs and nobody wrote is filled in.
 * Controls: text secret number switch select date key_value list group json, or any name the plugin gives.
 */
export function configForm(schema: SchemaTypes): JsonSchema {
  return complete(schema.toJSONSchema() as JsonSchema, null)
}

function complete(source: JsonSchema, key: string | null): JsonSchema {
  const schema: JsonSchema = withoutVineOddities({ ...source })
  if (isSchema(schema.properties)) {
    const properties = schema.properties as Record<string, JsonSchema>
    schema.properties = Object.fromEntries(
      Object.entries(properties).map(([name, of]) => [name, complete(of, name)])
    )
    if (Array.isArray(schema.required)) {
      schema.required = schema.required.filter((name: string) => !isOptionalUnion(properties[name]))
    }
  }
  if (isSchema(schema.additionalProperties))
    schema.additionalProperties = complete(schema.additionalProperties, null)
  if (isSchema(schema.items)) schema.items = complete(schema.items, null)
  for (const word of ['anyOf', 'oneOf', 'allOf']) {
    const options = schema[word]
    if (Array.isArray(options)) schema[word] = options.map((one: JsonSchema) => complete(one, null))
  }
  if (key !== null) {
    schema.title ??= humanTitle(key)
    schema.control ??= controlOf(schema)
  }
  return schema
}

/** Vine lists every spelling of a boolean it accepts and every JSON type for `any`; a form wants the type. */
function withoutVineOddities(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.enum) && schema.enum.includes(true) && schema.enum.includes('false')) {
    return { type: 'boolean', ...without(schema, 'enum') }
  }
  if (Array.isArray(schema.anyOf)) {
    const options = (schema.anyOf as JsonSchema[]).filter((one) => Object.keys(one).length > 0)
    const rest = without(schema, 'anyOf')
    const isAny = options.length === 5 && options.every((one) => Object.keys(one).length === 1)
    if (isAny || options.length === 0) return rest
    return { ...rest, anyOf: options }
  }
  return schema
}

const without = (schema: JsonSchema, word: string): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== word))

/** Vine calls an optional union required, but puts an empty option first. */
const isOptionalUnion = ({ anyOf }: JsonSchema): boolean =>
  Array.isArray(anyOf) && anyOf.some((option: JsonSchema) => Object.keys(option).length === 0)

function controlOf(schema: JsonSchema): string {
  if (schema.secret === true) return 'secret'
  if (Array.isArray(schema.enum)) return 'select'
  if (schema.type === 'boolean') return 'switch'
  if (schema.type === 'number' || schema.type === 'integer') return 'number'
  if (schema.type === 'array') return 'list'
  if (schema.type === 'object') return isSchema(schema.additionalProperties) ? 'key_value' : 'group'
  if (schema.type === 'string') return schema.format === 'date' ? 'date' : 'text'
  return 'json'
}

const humanTitle = (key: string): string => {
  const words = key.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Paths of the settings marked `secret`, as segments; `*` stands for every item of a list and every key of a map. */
export function secretPaths(schema: JsonSchema, at: string[] = []): string[][] {
  if (schema.secret === true) return [at]
  const found: string[][] = []
  if (isSchema(schema.properties)) {
    for (const [key, of] of Object.entries(schema.properties))
      found.push(...secretPaths(of as JsonSchema, [...at, key]))
  }
  if (isSchema(schema.additionalProperties))
    found.push(...secretPaths(schema.additionalProperties, [...at, '*']))
  if (isSchema(schema.items)) found.push(...secretPaths(schema.items, [...at, '*']))
  for (const option of Array.isArray(schema.anyOf) ? schema.anyOf : [])
    found.push(...secretPaths(option as JsonSchema, at))
  return found
}

export const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
