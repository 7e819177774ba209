import type { Operator } from '#sdk/rule'

/** Every operator of the grammar, in the order of the public interface. */
export const OPERATORS: readonly Operator[] = [
  'equals',
  'not_equals',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'in',
  'not_in',
  'greater_than',
  'greater_or_equal',
  'less_than',
  'less_or_equal',
  'between',
  'is_empty',
  'is_not_empty',
  'is_true',
  'is_false',
  'matches',
  'before',
  'after',
  'within_last',
  'within_radius',
]

const MAX_DEPTH = 20
/** `body.items[0].id`: names and positions below one of the four parts of an answer. */
const ANSWER_PATH = /^(?:status|text|headers\.[^\s.]+|body(?:\.[^\s.[\]]+|\[\d+\])*)$/

/** What is wrong with a path into a partner's answer, or null. */
export const answerPathProblem = (path: unknown): string | null =>
  typeof path === 'string' && ANSWER_PATH.test(path)
    ? null
    : 'must be status, text, headers.<name>, body, or a path such as body.data[0].id'

/** What is wrong with the shape of a rule on an answer, with the place in front, or null. Values are checked by the host. */
export function answerRuleProblem(rule: unknown, at = '', depth = 0): string | null {
  const where = at === '' ? '' : `${at}: `
  if (rule === null || typeof rule !== 'object' || Array.isArray(rule))
    return `${where}must be a group (all, any, not) or a condition`
  if (depth > MAX_DEPTH) return `${where}is nested deeper than ${MAX_DEPTH} levels`
  const keys = Object.keys(rule)
  const group = keys.find((key) => key === 'all' || key === 'any' || key === 'not')
  if (group) {
    if (keys.length > 1) return `${where}a group holds nothing beside "${group}"`
    const inner = (rule as Record<string, unknown>)[group]
    const path = at === '' ? group : `${at}.${group}`
    if (group === 'not') return answerRuleProblem(inner, path, depth + 1)
    if (!Array.isArray(inner)) return `${path}: must be a list of rules`
    for (const [index, child] of inner.entries()) {
      const problem = answerRuleProblem(child, `${path}[${index}]`, depth + 1)
      if (problem) return problem
    }
    return null
  }
  const { field, operator, ...rest } = rule as Record<string, unknown>
  const odd = Object.keys(rest).find((key) => key !== 'value')
  if (odd) return `${where}unknown key "${odd}"`
  if (!OPERATORS.includes(operator as Operator))
    return `${where}unknown operator ${JSON.stringify(operator) ?? ''}`
  const problem = answerPathProblem(field)
  return problem && `${where}field ${problem}`
}
