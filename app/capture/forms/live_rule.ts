import type { Condition, Rule } from '#sdk/rule'
import { isField } from '#capture/forms/answers'
import { fieldNamed } from '#capture/forms/asked_fields'
import type { FormElement, FormStep } from '#capture/forms/form_document'
import type { Entity, FieldType } from '#entities/types'
import { compileRule } from '#routing/compile_rule'
import { entityRuleSchema } from '#routing/rule_schema'

/** How the page reads what is in an input: text, number, list of choices, box. */
export type LiveType = 't' | 'l' | 'n' | 'm' | 'c'

/** A condition about an input of the step itself, by the key of its element. */
export interface LiveCondition {
  k: string
  t: LiveType
  o: string
  v?: unknown
}

/**
 * What is left of a rule when everything known before the step is put in: the page decides the rest while somebody
 * types. `ask`: what it needs is read by the server alone, which is asked.
 */
export type LiveRule =
  boolean | 'ask' | { all: LiveRule[] } | { any: LiveRule[] } | { not: LiveRule } | LiveCondition

const TYPES: Partial<Record<FieldType, LiveType>> = {
  text: 't',
  long_text: 'l',
  select: 't',
  number: 'n',
  multi_select: 'm',
  checkbox: 'c',
}

const TEXTS = ['contains', 'not_contains', 'starts_with', 'ends_with']
const ORDER = ['greater_than', 'greater_or_equal', 'less_than', 'less_or_equal', 'between']
const COMMON = ['equals', 'not_equals', 'in', 'not_in', 'is_empty', 'is_not_empty']

/** What the page compares exactly as the server does; whatever else there is, it asks. */
const OPERATORS: Record<LiveType, ReadonlySet<string>> = {
  t: new Set([...COMMON, ...TEXTS, ...ORDER]),
  l: new Set([...COMMON, ...TEXTS]),
  n: new Set([...COMMON, ...ORDER]),
  m: new Set([...COMMON, 'contains', 'not_contains']),
  c: new Set([...COMMON, 'is_true', 'is_false']),
}

/** `values`: normal forms of what was answered before the step. */
export function liveRule(
  rule: Rule,
  element: FormElement,
  step: FormStep,
  entity: Entity,
  values: Record<string, unknown>,
  now: number
): LiveRule {
  const before = step.elements.slice(0, step.elements.indexOf(element))
  const askedHere = new Map<string, { key: string; type: FieldType; whole: boolean }>()
  for (const one of before) {
    if (!isField(one) || one.hidden) continue
    const found = fieldNamed(entity, one.field)
    if (found)
      askedHere.set(one.field, {
        ...{ key: one.key, type: found.field.type, whole: found.part === null },
      })
  }
  const reduce = (of: Rule): LiveRule => {
    if ('all' in of) return { all: of.all.map(reduce) }
    if ('any' in of) return { any: of.any.map(reduce) }
    if ('not' in of) return { not: reduce(of.not) }
    return leaf(of)
  }
  const leaf = (condition: Condition): LiveRule => {
    const { field, operator, value } = condition
    const asked = askedHere.get(field)
    const type = asked?.whole ? TYPES[asked.type] : undefined
    if (asked && type && OPERATORS[type].has(operator))
      return { k: asked.key, t: type, o: operator, ...(value !== undefined && { v: value }) }
    // A part of something asked here, or a kind of value that only the server reads.
    if (asked || askedHere.has(field.split('.')[0]!)) return 'ask'
    return known(condition, entity, values, now)
  }
  const reduced = reduce(rule)
  return JSON.stringify(reduced).includes('"ask"') ? 'ask' : reduced
}

function known(
  condition: Condition,
  entity: Entity,
  values: Record<string, unknown>,
  now: number
): boolean {
  const rule = compileRule(condition, entityRuleSchema(entity))
  if (!rule.ok) return true
  const created = new Date(now).toISOString()
  const lead = {
    id: '',
    entity: entity.key,
    values,
    source: null,
    created_at: created,
    test: false,
  }
  return rule.value.test(lead, now)
}
