/* What one line of the history of configuration says of before and after, whichever way it was written down. */

export interface ValueChange {
  path: string
  from: unknown
  to: unknown
}

const MOST = 200
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What differs between two plain values, by path; lists are compared whole. Undefined is as good as absent: JSON knows
 * no other, and neither does null.
 */
export function diffValues(from: unknown, to: unknown, path = ''): ValueChange[] {
  if (isObject(from) || isObject(to)) {
    const [before, after] = [isObject(from) ? from : {}, isObject(to) ? to : {}]
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => diffValues(before[key], after[key], path ? `${path}.${key}` : key))
  }
  if (JSON.stringify(from ?? null) === JSON.stringify(to ?? null)) return []
  return [{ path, from: from ?? null, to: to ?? null }]
}

/** Of a line without a list of changes, what it says is what came, or what went. */
export function toldChanges(
  object: string,
  action: string,
  { changes, ...facts }: Record<string, unknown>
): ValueChange[] {
  const listed = Array.isArray(changes) ? (changes as ValueChange[]) : []
  const told = action === 'deleted' ? diffValues(facts, null) : diffValues(null, facts)
  return [...listed, ...told].slice(0, MOST).map((change) => veiled(object, change))
}

/** Documents name secrets and never hold one; what is called one is not told all the same. */
const SECRET =
  /(^|[^a-z])(password|passphrase|private[_-]?key|api[_-]?key|secret|authorization)([^a-z]|$)/i
const REFERENCE = /^\$\{[A-Za-z0-9_]+\}$/
/** What happened to the secret of a partner is a word, not the secret. */
const WORDS: readonly unknown[] = ['shown', 'rotated', 'retired', null, true, false]

function veiled(object: string, { path, from, to }: ValueChange): ValueChange {
  const hidden = object.startsWith('secrets.') || SECRET.test(path)
  const veil = (value: unknown) =>
    hidden && !WORDS.includes(value) && !REFERENCE.test(String(value)) ? '•••' : value
  return { path, from: veil(from), to: veil(to) }
}
