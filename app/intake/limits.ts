import type { Problem } from '#shared/result'

export const DEPTH_LIMIT = 20
export const KEY_LIMIT = 500
/** Bytes of UTF-8 of one text. */
export const STRING_LIMIT = 32 * 1024

interface Open {
  value: object
  depth: number
  path: string
}

/** What is wrong with one text (a value or a key), or null. */
function textProblem(text: string, field: string): Problem | null {
  // Three bytes are the most a UTF-16 unit can take: most texts need no counting.
  if (text.length * 3 > STRING_LIMIT && Buffer.byteLength(text) > STRING_LIMIT)
    return { field, rule: 'max_length', message: `A text must have at most ${STRING_LIMIT} bytes` }
  if (!text.isWellFormed())
    return { field, rule: 'unicode', message: 'A text holds broken Unicode (half of a character)' }
  if (text.includes('\0'))
    return { field, rule: 'unicode', message: 'A text must not hold the NUL character' }
  return null
}

/**
 * Checks parsed JSON before it is stored or walked by anything recursive: depth, number of keys (list items count as
 * keys), length and sanity of every text. Iterative, so that no nesting is too deep for it; stops at the first problem.
 */
export function checkLimits(json: unknown): Problem[] {
  const stack: Open[] = []
  let keys = 0
  const visit = (value: unknown, depth: number, path: string): Problem | null => {
    if (typeof value === 'string') return textProblem(value, path)
    if (typeof value !== 'object' || value === null) return null
    if (depth > DEPTH_LIMIT)
      return { field: path, rule: 'max_depth', message: `Nested deeper than ${DEPTH_LIMIT} levels` }
    stack.push({ value, depth, path })
    return null
  }
  let problem = visit(json, 1, '')
  while (!problem && stack.length > 0) {
    const { value, depth, path } = stack.pop()!
    const isList = Array.isArray(value)
    for (const key of Object.keys(value)) {
      const at = isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
      if (++keys > KEY_LIMIT)
        return [{ field: path, rule: 'max_keys', message: `More than ${KEY_LIMIT} keys` }]
      problem =
        (isList ? null : textProblem(key, path)) ??
        visit((value as Record<string, unknown>)[key], depth + 1, at)
      if (problem) break
    }
  }
  return problem ? [problem] : []
}
