import { isObject } from '#shared/shape'

/** `${NAME}`; `${{` of a template and JavaScript's own `${a.b}` are none. */
const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]{0,127})\}/g

/** Names in the texts of a JSON value, with the path of each place below `path`. */
export function referencesIn(
  value: unknown,
  visit: (name: string, keys: (string | number)[]) => void
) {
  mapTexts(value, (text, keys) => {
    for (const match of text.matchAll(REFERENCE)) visit(match[1], keys)
    return text
  })
}

/** The value with every `${NAME}` replaced; `valueOf` answers the plain secret. */
export const replaceReferences = <T>(value: T, valueOf: (name: string) => string): T =>
  mapTexts(value, (text) =>
    text.includes('${') ? text.replace(REFERENCE, (_, name: string) => valueOf(name)) : text
  ) as T

/** A copy with every text of the JSON value replaced; keys stay as they are. */
export function mapTexts(
  value: unknown,
  replace: (text: string, keys: (string | number)[]) => string,
  keys: (string | number)[] = []
): unknown {
  if (typeof value === 'string') return replace(value, keys)
  if (Array.isArray(value)) return value.map((one, i) => mapTexts(one, replace, [...keys, i]))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, mapTexts(one, replace, [...keys, key])])
  )
}
