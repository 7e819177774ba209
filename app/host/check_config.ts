import { errors } from '@vinejs/vine'
import { isSchema } from '#host/form'
import type { JsonSchema } from '#host/types'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** The part of a compiled Vine validator that is used here. */
export interface ConfigValidator {
  validate(config: unknown): Promise<unknown>
}

/**
 * Validates a config against its plugin's schema. Problems carry the path from the document's root
 * (`profiles[0].assignments[2].delivery.url`); keys the plugin does not know are refused, not dropped.
 */
export async function checkConfig(
  validator: ConfigValidator,
  schema: JsonSchema,
  config: unknown,
  path: string
): Promise<Result<unknown, Problem[]>> {
  const problems = unknownKeys(schema, config, path)
  try {
    const value = await validator.validate(config)
    return problems.length > 0 ? fail(problems) : ok(value)
  } catch (error) {
    if (error instanceof errors.E_VALIDATION_ERROR) {
      const messages = error.messages as Problem[]
      return fail([
        ...messages.map(({ field, rule, message }) => ({
          field: placeOf(path, config, field),
          rule,
          message,
        })),
        ...problems,
      ])
    }
    const reason = error instanceof Error ? error.message : String(error)
    return fail([{ field: path, rule: 'plugin', message: `could not be checked: ${reason}` }])
  }
}

/** Vine writes `list.0.name`; people and editors read `list[0].name`. A numeric key of an object stays a key. */
function placeOf(path: string, config: unknown, field: string): string {
  if (field === '') return path
  let here: unknown = config
  let text = path
  for (const segment of field.split('.')) {
    text = Array.isArray(here) ? `${text}[${segment}]` : join(text, segment)
    here = isContainer(here) ? here[segment] : undefined
  }
  return text
}

function unknownKeys(schema: JsonSchema, value: unknown, path: string): Problem[] {
  if (Array.isArray(value)) {
    const items = schema.items
    if (!isSchema(items)) return []
    return value.flatMap((item, index) => unknownKeys(items, item, `${path}[${index}]`))
  }
  if (!isContainer(value)) return []
  if (Array.isArray(schema.anyOf)) {
    const tries = (schema.anyOf as JsonSchema[])
      .filter((option) => option.type === 'object')
      .map((option) => unknownKeys(option, value, path))
    return tries.sort((a, b) => a.length - b.length)[0] ?? []
  }
  const known = isSchema(schema.properties) ? schema.properties : {}
  return Object.keys(value).flatMap((key) => {
    const at = join(path, key)
    if (key !== '__proto__' && Object.hasOwn(known, key))
      return unknownKeys(known[key] as JsonSchema, value[key], at)
    if (key !== '__proto__' && isSchema(schema.additionalProperties))
      return unknownKeys(schema.additionalProperties, value[key], at)
    if (key !== '__proto__' && schema.additionalProperties !== false) return []
    const names = Object.keys(known).join(', ') || 'none'
    return [{ field: at, rule: 'unknown_key', message: `is not a known setting (known: ${names})` }]
  })
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

const isContainer = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
