/*
 * What is likely wrong with a rule, before the server is asked: warnings, at the part they speak of.
 */
import { type Manner, describeCondition } from './describe_rule.js'
import { operatorsOf, valueKind } from './operators.js'
import { type ConditionNode, type GroupNode, type RuleNode, rowsOf } from './rule_tree.js'
import type { RuleField, Translate } from './types.js'

export interface Warning {
  id: number
  /** `rules.warning.<code>`, with `values` in it. */
  code:
    | 'no_field'
    | 'unknown_field'
    | 'wrong_operator'
    | 'no_value'
    | 'not_option'
    | 'bad_range'
    | 'never'
    | 'empty_group'
  values: Record<string, unknown>
}

export function lintRule(
  root: GroupNode,
  fields: readonly RuleField[],
  t: Translate,
  manner: Manner = {}
): Warning[] {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const warnings: Warning[] = []
  for (const { node, parent } of rowsOf(root)) {
    if (node.kind === 'condition') warnings.push(...lintCondition(node, byKey))
    else if (node.children.length === 0 && parent)
      warnings.push({ id: node.id, code: 'empty_group', values: {} })
    if (node.kind === 'group' && node.mode === 'all') {
      const clash = contradiction(node.children, byKey)
      if (clash) {
        const other = describeCondition(clash.with, byKey, t, manner)
        const text = other.map((piece) => piece.text).join(' ')
        warnings.push({ id: clash.id, code: 'never', values: { other: text } })
      }
    }
  }
  return warnings
}

const ANSWER_PATH = /^(?:status$|text$|headers\.|body(?:[.[]|$))/
const WITHOUT_VALUE = /^is_/

function lintCondition(node: ConditionNode, fields: ReadonlyMap<string, RuleField>): Warning[] {
  const warn = (code: Warning['code'], values = {}): Warning[] => [{ id: node.id, code, values }]
  if (!node.field) return warn('no_field')
  const field = fields.get(node.field)
  // Of an answer nobody knows all the paths: any that can be one is let be.
  const isFree = [...fields.values()].some(({ type }) => type === 'any')
  if (!field && isFree && ANSWER_PATH.test(node.field))
    return isBlank(node.value) && !WITHOUT_VALUE.test(node.operator) ? warn('no_value') : []
  if (!field) return fields.size > 0 ? warn('unknown_field', { field: node.field }) : []
  const synonyms = ['less_than', 'greater_than']
  if (!operatorsOf(field.type).includes(node.operator) && !synonyms.includes(node.operator))
    return warn('wrong_operator')
  const { value } = node
  const kind = valueKind(field.type, node.operator, Boolean(field.options?.length))
  if (kind === 'none') return []
  if (isBlank(value)) return warn('no_value')
  if (kind === 'number_range' || kind === 'date_range') {
    const [from, to] = value as unknown[]
    const wrong = kind === 'number_range' ? Number(from) > Number(to) : String(from) > String(to)
    return wrong ? warn('bad_range') : []
  }
  if (field.options?.length && (kind === 'option' || kind === 'options')) {
    const known = new Set(field.options.map(fold))
    const odd = [value].flat().filter((one) => !known.has(fold(one)))
    if (odd.length > 0) return warn('not_option', { value: odd.slice(0, 5).join(', ') })
  }
  return []
}

const isBlank = (value: unknown): boolean => {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.length === 0 || value.some((one) => isBlank(one))
  return typeof value === 'object' && Object.values(value).some((one) => isBlank(one))
}

/** As rules compare text: without regard to case and outer spaces. */
const fold = (value: unknown) => String(value).trim().toLowerCase().normalize('NFC')

/** One spelling for a number: "10.0" is 10. */
const key = (value: unknown) => {
  const text = fold(value)
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text
}

// ---------------------------------------------------------------- what can never hold together

interface Known {
  by: ConditionNode
  /** The only texts it may be; null: any. */
  among: Set<string> | null
  low: number
  high: number
  empty: boolean | null
}

/** The first of an all-group's own conditions that cannot hold beside an earlier one on the same field. */
function contradiction(
  children: readonly RuleNode[],
  fields: ReadonlyMap<string, RuleField>
): { id: number; with: ConditionNode } | null {
  const known = new Map<string, Known[]>()
  for (const node of children) {
    if (node.kind !== 'condition' || node.negated || !node.field) continue
    const facts = factsOf(node, fields.get(node.field))
    if (!facts) continue
    const earlier = known.get(node.field) ?? []
    const clash = earlier.find((one) => excludes(one, facts))
    if (clash) return { id: node.id, with: clash.by }
    known.set(node.field, [...earlier, facts])
  }
  return null
}

function factsOf(node: ConditionNode, field: RuleField | undefined): Known | null {
  const facts: Known = { by: node, among: null, low: -Infinity, high: Infinity, empty: false }
  const { operator, value } = node
  // A list may hold several values at once, and a missing one is not equal to anything.
  if (field?.type === 'multi_select' || operator.startsWith('not_') || isBlank(value))
    return operator === 'is_empty' || operator === 'is_not_empty'
      ? { ...facts, empty: operator === 'is_empty' }
      : operator === 'is_true' || operator === 'is_false'
        ? { ...facts, among: new Set([String(operator === 'is_true')]) }
        : null
  const number = Number(value)
  switch (operator) {
    case 'equals':
    case 'in':
      if (field?.type === 'date' || field?.type === 'datetime') return null
      return { ...facts, among: new Set([value].flat().map(key)) }
    case 'greater_than':
    case 'greater_or_equal':
      return Number.isFinite(number) ? { ...facts, low: number } : facts
    case 'less_than':
    case 'less_or_equal':
      return Number.isFinite(number) ? { ...facts, high: number } : facts
    case 'between': {
      const [low, high] = (value as unknown[]).map(Number)
      return Number.isFinite(low) && Number.isFinite(high) ? { ...facts, low, high } : facts
    }
    default:
      return facts
  }
}

function excludes(a: Known, b: Known): boolean {
  if (a.empty !== b.empty) return true
  if (a.low > b.high || b.low > a.high) return true
  const strict = (one: Known) => /_than$/.test(one.by.operator)
  if ((a.low === b.high || b.low === a.high) && (strict(a) || strict(b))) return true
  if (a.among && b.among) return ![...a.among].some((one) => b.among!.has(one))
  const [listed, range] = a.among ? [a, b] : [b, a]
  if (!listed.among || (range.low === -Infinity && range.high === Infinity)) return false
  return [...listed.among].every((one) => {
    const number = Number(one)
    return Number.isFinite(number) && (number < range.low || number > range.high)
  })
}
