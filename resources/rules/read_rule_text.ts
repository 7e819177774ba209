/*
 * A rule somebody pasted as JSON: its shape is checked here, what its fields mean is the server's to say.
 */
import type { Rule } from './types.js'

export type ReadRule =
  | { ok: true; rule: Rule }
  /** `rules.json.<code>`; `at` is the path of the mistake. */
  | { ok: false; code: 'no_json' | 'no_rule' | 'empty'; at: string; message?: string }

export function readRuleText(text: string): ReadRule {
  if (text.trim() === '') return { ok: false, code: 'empty', at: '' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, code: 'no_json', at: '', message: (error as Error).message }
  }
  // As it stands in a blueprint, with the name of its place in front.
  if (isObject(value) && isObject(value.filter) && Object.keys(value).length === 1)
    value = value.filter
  const wrong = wrongPlace(value, '', 0)
  return wrong === null
    ? { ok: true, rule: value as Rule }
    : { ok: false, code: 'no_rule', at: wrong }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const join = (path: string, key: string) => (path === '' ? key : `${path}.${key}`)

/** The path of the first part that is neither a group nor a condition; null: there is none. */
function wrongPlace(value: unknown, path: string, depth: number): string | null {
  if (!isObject(value) || depth > 20) return path
  if ('not' in value) return wrongPlace(value.not, join(path, 'not'), depth + 1)
  for (const group of ['all', 'any']) {
    if (!(group in value)) continue
    const inner = value[group]
    if (!Array.isArray(inner)) return join(path, group)
    for (const [i, one] of inner.entries()) {
      const wrong = wrongPlace(one, `${join(path, group)}[${i}]`, depth + 1)
      if (wrong !== null) return wrong
    }
    return null
  }
  return typeof value.field === 'string' && typeof value.operator === 'string' ? null : path
}
