import type { LeadView } from '#sdk'
import type { Condition, Operator, Rule } from '#sdk/rule'
import type { Entity, Field, FieldType } from '#entities/types'
import { compileRule } from '#routing/compile_rule'
import { entityRuleSchema } from '#routing/rule_schema'
import { usualPipelines } from '#entities/pipelines'

export const NOW = Date.parse('2026-11-23T12:00:00.000Z')

export const fieldOf = (key: string, type: FieldType, more: Partial<Field> = {}): Field => ({
  key,
  label: key,
  type,
  required: false,
  default: null,
  options: null,
  encrypted: false,
  ...more,
})

export const entityOf = (fields: Field[]): Entity => ({
  id: 'e1',
  accountId: 'a1',
  key: 'solar',
  name: 'Solar lead',
  fields,
  duplicate: null,
  stages: ['new', 'closed'],
  pipelines: usualPipelines(['new', 'closed']),
})

/** One field of every type, named after it. */
export const everything = entityOf([
  fieldOf('text', 'text'),
  fieldOf('long_text', 'long_text'),
  fieldOf('number', 'number'),
  fieldOf('money', 'money'),
  fieldOf('email', 'email'),
  fieldOf('phone', 'phone'),
  fieldOf('date', 'date'),
  fieldOf('datetime', 'datetime'),
  fieldOf('select', 'select', { options: ['CA', 'AZ', 'NV', '10'] }),
  fieldOf('multi_select', 'multi_select', { options: ['Roof', 'Battery', 'Charger'] }),
  fieldOf('checkbox', 'checkbox'),
  fieldOf('url', 'url'),
  fieldOf('file', 'file'),
  fieldOf('address', 'address'),
  fieldOf('ssn', 'text', { encrypted: true }),
])
export const schema = entityRuleSchema(everything)

export const leadOf = (
  values: Record<string, unknown>,
  more: Partial<LeadView> & { stage?: string } = {}
): LeadView => ({
  id: 'l1',
  entity: 'solar',
  values,
  source: 'google-ads',
  created_at: '2026-11-22T12:00:00.000Z',
  test: false,
  ...more,
})

export function compiled(rule: Rule | null | undefined) {
  const result = compileRule(rule, schema)
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

/** Compiles and judges one condition; the trace must say the same as the test. */
export function judge(field: string, operator: Operator, value: unknown, lead: LeadView) {
  const condition: Condition =
    value === undefined ? { field, operator } : { field, operator, value }
  const rule = compiled(condition)
  const [trace] = rule.trace(lead, NOW)
  if (rule.test(lead, NOW) !== trace.matched) throw new Error('test and trace disagree')
  return trace
}

export const problemsOf = (rule: unknown, path = '') => {
  const result = compileRule(rule as Rule, schema, path)
  return result.ok ? [] : result.problem
}
