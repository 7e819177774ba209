import type { Condition, ConditionTrace, Rule } from '#sdk/rule'
import { isObject } from '#shared/shape'
import { numberForm, textForm } from '#routing/compare'

/**
 * The rule with its conditions at `edits` (by place, in the order they are written) replaced; null takes one out. Null:
 * nothing is left of it, so it matches everything.
 */
export function editRule(rule: Rule, edits: ReadonlyMap<number, Condition | null>): Rule | null {
  let next = 0
  const visit = (one: Rule): Rule | null => {
    if ('all' in one) return list('all', one.all)
    if ('any' in one) return list('any', one.any)
    if ('not' in one) {
      const inner = visit(one.not)
      return inner && { not: inner }
    }
    const place = next++
    return edits.has(place) ? edits.get(place)! : one
  }
  const list = (word: 'all' | 'any', rules: Rule[]): Rule | null => {
    const inner = rules.map(visit)
    const left = inner.filter((one) => one !== null)
    // A group that had nothing before still has nothing: `all: []` matches everything.
    if (left.length === 0 && rules.length > 0) return null
    return (word === 'all' ? { all: left } : { any: left }) as Rule
  }
  return visit(rule)
}

/** The conditions of a rule in the order they are written. */
export function conditionsOf(rule: Rule): Condition[] {
  if ('all' in rule) return rule.all.flatMap(conditionsOf)
  if ('any' in rule) return rule.any.flatMap(conditionsOf)
  return 'not' in rule ? conditionsOf(rule.not) : [rule]
}

/** What a condition could be made so that `actual` comes out as `holds`; null: it could only go. Nearest first. */
export function turned(
  trace: ConditionTrace,
  actual: unknown,
  holds: boolean
): (Condition | null)[] {
  const { field, operator, value } = trace
  const as = (by: Partial<Condition>): Condition => ({ field, operator, value, ...by })
  const known = typeof actual === 'object' && actual !== null ? moneyAmount(actual) : actual
  if (known === null || known === undefined || known === '') return [null]
  return [...(holds ? widened : narrowed)(as, operator, value, known), null]
}

type As = (by: Partial<Condition>) => Condition

function widened(as: As, operator: string, value: unknown, actual: unknown): Condition[] {
  switch (operator) {
    case 'equals':
      return [as({ operator: 'in', value: [value, actual] }), as({ value: actual })]
    case 'in':
      return [as({ value: [...(value as unknown[]), actual] })]
    case 'not_in':
      return without(as, value, actual)
    case 'greater_than':
    case 'greater_or_equal':
    case 'after':
      return [as({ operator: 'greater_or_equal', value: actual })]
    case 'less_than':
    case 'less_or_equal':
    case 'before':
      return [as({ operator: 'less_or_equal', value: actual })]
    case 'between':
      return [
        as({ value: [actual, (value as unknown[])[1]] }),
        as({ value: [(value as unknown[])[0], actual] }),
      ]
    case 'within_radius':
      return isObject(value)
        ? [1.25, 1.5, 2, 3, 5, 10, 25, 100].map((times) => {
            const km = Math.min(20_000, Math.ceil(Number(value.km) * times))
            return as({ value: { ...value, km } })
          })
        : []
    default:
      return []
  }
}

function narrowed(as: As, operator: string, value: unknown, actual: unknown): Condition[] {
  switch (operator) {
    case 'in':
      return without(as, value, actual)
    case 'not_in':
      return [as({ value: [...(value as unknown[]), actual] })]
    case 'greater_than':
    case 'greater_or_equal':
      return [as({ operator: 'greater_than', value: actual })]
    case 'less_than':
    case 'less_or_equal':
      return [as({ operator: 'less_than', value: actual })]
    default:
      return []
  }
}

function without(as: As, value: unknown, actual: unknown): Condition[] {
  const is = textForm(actual)
  const left = (value as unknown[]).filter(
    (one) =>
      textForm(one) !== is &&
      (numberForm(one) === undefined || numberForm(one) !== numberForm(actual))
  )
  return left.length > 0 ? [as({ value: left })] : []
}

const moneyAmount = (value: object): unknown =>
  'amount' in value ? (value as { amount: unknown }).amount : null
