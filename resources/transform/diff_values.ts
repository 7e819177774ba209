/*
 * What a script made of a lead, value by value.
 */
export interface ValueChange {
  /** `phone`, `home.city`. */
  path: string
  kind: 'added' | 'removed' | 'changed'
  from?: unknown
  to?: unknown
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isNothing = (value: unknown) => value === undefined || value === null || value === ''

/** In the order of the input, then what is new. A value that was nothing and still is has not changed. */
export function diffValues(
  input: Record<string, unknown>,
  output: Record<string, unknown>,
  above = ''
): ValueChange[] {
  const keys = [...new Set([...Object.keys(input), ...Object.keys(output)])]
  return keys.flatMap((key): ValueChange[] => {
    const path = `${above}${key}`
    const [from, to] = [input[key], output[key]]
    if (isObject(from) && isObject(to)) return diffValues(from, to, `${path}.`)
    if (JSON.stringify(from) === JSON.stringify(to)) return []
    if (isNothing(from) && isNothing(to)) return []
    if (isNothing(from)) return [{ path, kind: 'added', to }]
    if (isNothing(to)) return [{ path, kind: 'removed', from }]
    return [{ path, kind: 'changed', from, to }]
  })
}

/** "240" and 240 look alike and are not: texts stand in quotes, all else as JSON writes it. */
export function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return text.length > 200 ? `${text.slice(0, 200).toWellFormed()}…` : text
}
