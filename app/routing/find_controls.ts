import { at, isObject } from '#shared/shape'

/** A value in a plugin's config that its schema marks with `.meta({ control })`: a rule, a schedule, a strategy. */
export interface Control {
  control: string
  path: string
  value: unknown
}

type Schema = Record<string, unknown>

/** Finds them by walking config and JSON Schema side by side; `path` is where the config stands in its document. */
export function findControls(schema: Schema, config: unknown, path: string): Control[] {
  const { control, properties, additionalProperties, items } = schema
  if (typeof control === 'string') return [{ control, path, value: config }]
  if (Array.isArray(config))
    return isObject(items) ? config.flatMap((one, i) => findControls(items, one, at(path, i))) : []
  if (!isObject(config)) return []
  const known = isObject(properties) ? properties : {}
  const found: Control[] = []
  for (const [key, of] of Object.entries(known))
    if (Object.hasOwn(config, key) && isObject(of))
      found.push(...findControls(of, config[key], at(path, key)))
  if (isObject(additionalProperties))
    for (const [key, value] of Object.entries(config))
      if (!Object.hasOwn(known, key))
        found.push(...findControls(additionalProperties, value, at(path, key)))
  return found
}
