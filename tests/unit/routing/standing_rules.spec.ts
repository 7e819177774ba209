import { test } from '@japa/runner'
import type { LeadView } from '#sdk'
import type { Rule } from '#sdk/rule'
import type { Entity } from '#entities/types'
import { compileRule } from '#routing/compile_rule'
import { entityRuleSchema } from '#routing/rule_schema'

const entity: Entity = {
  ...{ id: 'ent_1', accountId: 'acc_1', key: 'solar', name: 'Solar lead' },
  ...{ fields: [], duplicate: null, stages: ['new', 'won'], pipelines: [] },
}
const lead: LeadView = {
  ...{ id: 'lead_1', entity: 'solar', values: {}, source: null, test: false },
  ...{ created_at: '2026-11-27T10:00:00Z', stage: 'new' },
  ...{ status: 'unsold', assignee: 'ann@mail.example', tags: ['hot', 'call'] },
}
const holds = (rule: Rule, of: LeadView = lead) => {
  const compiled = compileRule(rule, entityRuleSchema(entity, { standing: true }))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problem))
  return compiled.value.test(of, Date.now())
}

test.group('rules on how a lead stands by now', () => {
  test('status, stage, assignee and tags are asked like fields', ({ assert }) => {
    assert.isTrue(holds({ field: 'lead.status', operator: 'in', value: ['unsold', 'held'] }))
    assert.isFalse(holds({ field: 'lead.status', operator: 'equals', value: 'sold' }))
    assert.isTrue(holds({ field: 'lead.stage', operator: 'equals', value: 'new' }))
    assert.isTrue(holds({ field: 'lead.tags', operator: 'contains', value: 'hot' }))
    assert.isTrue(holds({ field: 'lead.tags', operator: 'not_contains', value: 'cold' }))
    assert.isFalse(holds({ field: 'lead.assignee', operator: 'is_empty' }))
  })

  test('a lead without any of it has no value there', ({ assert }) => {
    const bare = { ...lead, status: undefined, assignee: null, tags: [] } as LeadView
    assert.isTrue(holds({ field: 'lead.assignee', operator: 'is_empty' }, bare))
    assert.isTrue(holds({ field: 'lead.tags', operator: 'is_empty' }, bare))
  })

  test('where leads are just coming in it is no field, and the problem says what is', ({
    assert,
  }) => {
    const rule: Rule = { field: 'lead.status', operator: 'equals', value: 'sold' }
    const compiled = compileRule(rule, entityRuleSchema(entity))
    assert.isFalse(compiled.ok)
  })
})
