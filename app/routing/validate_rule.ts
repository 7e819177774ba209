import type { Condition, Operator, Rule } from '#sdk/rule'
import { OPERATORS } from '#sdk/rule_shape'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { type Json, at as below, isObject } from '#shared/shape'

/** Groups above a condition. */
export const MAX_RULE_DEPTH = 20
const MAX_FIELD = 255
const GROUPS = ['all', 'any', 'not']
const LEAF_KEYS = ['field', 'operator', 'value']
/** Operators that ask nothing more. A `true` beside them says the same again and is let through. */
export const WITHOUT_VALUE: ReadonlySet<Operator> = new Set<Operator>([
  'is_empty',
  'is_not_empty',
  'is_true',
  'is_false',
])
const NOTHING = [undefined, null, '', true]

type Refuse = (field: string, rule: string, message: string) => void

/**
 * Checks the shape of a rule from outside; problems carry the path (`all[1].operator`). What the fields' types have to
 * say is `compileRule`'s. `any: []` is refused, since it could never match; `all: []` matches everything.
 */
export function validateRule(value: unknown, path: string): Result<Rule, Problem[]> {
  const problems: Problem[] = []
  visit(value, path, 0, (field, rule, message) => problems.push({ field, rule, message }))
  return problems.length > 0 ? fail(problems) : ok(value as Rule)
}

function visit(value: unknown, path: string, depth: number, refuse: Refuse): void {
  if (!isObject(value))
    return refuse(path, 'rule', 'must be a group (all, any, not) or a condition with a field')
  if (depth > MAX_RULE_DEPTH)
    return refuse(path, 'depth', `is nested deeper than ${MAX_RULE_DEPTH} levels`)
  const group = GROUPS.find((key) => Object.hasOwn(value, key))
  if (!group) return leaf(value, path, refuse)
  for (const key of Object.keys(value))
    if (key !== group)
      refuse(below(path, key), 'unknown_key', `a group holds nothing beside "${group}"`)
  const place = below(path, group)
  const inner = value[group]
  if (group === 'not') return visit(inner, place, depth + 1, refuse)
  if (!Array.isArray(inner)) return refuse(place, 'array', 'must be a list of rules')
  if (group === 'any' && inner.length === 0)
    return refuse(place, 'empty_group', 'must have at least one rule, else it can never match')
  inner.forEach((one, i) => visit(one, below(place, i), depth + 1, refuse))
}

function leaf(value: Json, path: string, refuse: Refuse): void {
  for (const key of Object.keys(value))
    if (!LEAF_KEYS.includes(key))
      refuse(below(path, key), 'unknown_key', 'unknown key; known here: field, operator, value')
  const { field, operator } = value as Partial<Condition>
  const place = below(path, 'field')
  if (typeof field !== 'string' || field.trim() === '')
    refuse(place, 'required', 'must name a field')
  else if (field.length > MAX_FIELD)
    refuse(place, 'max', `must have at most ${MAX_FIELD} characters`)
  if (operator === undefined || operator === null)
    return refuse(below(path, 'operator'), 'required', `must be one of ${OPERATORS.join(', ')}`)
  if (!OPERATORS.includes(operator))
    return refuse(below(path, 'operator'), 'enum', `must be one of ${OPERATORS.join(', ')}`)
  checkValue(operator, value.value, below(path, 'value'), refuse)
}

function checkValue(operator: Operator, value: unknown, path: string, refuse: Refuse): void {
  if (WITHOUT_VALUE.has(operator)) {
    if (!NOTHING.includes(value as string))
      refuse(path, 'no_value', `${operator} takes no value: leave it out`)
  } else if (value === undefined || value === null)
    refuse(path, 'required', `is required: what should ${operator} compare with?`)
  else if (typeof value === 'string' && value.trim() === '')
    refuse(path, 'required', 'must not be empty; use is_empty to ask for a missing value')
  else if ((operator === 'in' || operator === 'not_in') && !Array.isArray(value))
    refuse(path, 'array', 'must be a list, such as ["CA", "AZ"]')
  else if (operator === 'between' && !(Array.isArray(value) && value.length === 2))
    refuse(path, 'between', 'must be a list of two, from and to, such as [10, 20]')
  else if (Array.isArray(value) && value.length === 0)
    refuse(path, 'required', 'must have at least one entry')
}
