import fc from 'fast-check'
import { test } from '@japa/runner'
import { compileRule } from '#routing/compile_rule'
import { entityRuleSchema } from '#routing/rule_schema'
import type { Rule as ServerRule } from '#sdk/rule'
import { lintRule } from '../../../resources/rules/lint_rule.js'
import { answerRuleFields, entityRuleFields } from '../../../resources/rules/rule_fields.js'
import { pathsOf, readRule } from '../../../resources/rules/rule_tree.js'
import type { Rule } from '../../../resources/rules/types.js'
import { leads, plainLeaves } from '#tests/unit/routing/rule_arbitraries'
import { NOW, everything } from '#tests/unit/routing/rule_helpers'
import { speaking } from './texts.js'

const t = speaking('en')
const fields = entityRuleFields(everything.fields, t)

function warningsOf(rule: Rule): string[] {
  const root = readRule(rule)
  const paths = pathsOf(root)
  return lintRule(root, fields, t).map(({ id, code }) => `${paths.get(id)} ${code}`)
}

test.group('what is likely wrong with a rule', () => {
  test('is told at its part', ({ assert }) => {
    assert.sameMembers(
      warningsOf({
        all: [
          { field: '', operator: 'equals', value: 1 },
          { field: 'gone', operator: 'equals', value: 1 },
          { field: 'number', operator: 'contains', value: 1 },
          { field: 'text', operator: 'equals', value: ' ' },
          { field: 'select', operator: 'in', value: ['ca ', 'XX'] },
          { field: 'number', operator: 'between', value: [3, 2] },
          { field: 'date', operator: 'between', value: ['2026-02-01', '2026-01-01'] },
          { field: 'address', operator: 'within_radius', value: { lat: 1, lng: '', km: 2 } },
          { field: 'text', operator: 'in', value: [] },
          { any: [] },
          { field: 'select', operator: 'is_empty' },
        ],
      }),
      [
        'all[0] no_field',
        'all[1] unknown_field',
        'all[2] wrong_operator',
        'all[3] no_value',
        'all[4] not_option',
        'all[5] bad_range',
        'all[6] bad_range',
        'all[7] no_value',
        'all[8] no_value',
        'all[9] empty_group',
        'all[10] never',
      ]
    )
  })

  test('any path into an answer may be asked for, whatever the pasted one holds', ({ assert }) => {
    const root = readRule({
      all: [
        { field: 'body.data.code', operator: 'equals', value: 'ok' },
        { field: 'headers.x-id', operator: 'is_not_empty' },
        { field: 'body.status', operator: 'equals', value: '' },
        { field: 'boddy', operator: 'equals', value: 1 },
      ],
    })
    const found = lintRule(root, answerRuleFields({ status: 'ok' }), t)
    assert.deepEqual(
      found.map(({ id, code }) => `${pathsOf(root).get(id)} ${code}`),
      ['all[2] no_value', 'all[3] unknown_field']
    )
  })

  test('conditions that cannot hold together are found', ({ assert }) => {
    const clash = (...all: Rule[]) => warningsOf({ all }).some((one) => one.endsWith('never'))
    const is = (field: string, operator: string, value?: unknown): Rule => ({
      field,
      operator,
      value,
    })
    assert.isTrue(clash(is('select', 'equals', 'CA'), is('select', 'in', ['AZ', 'NV'])))
    assert.isFalse(clash(is('select', 'equals', 'CA'), is('select', 'in', [' ca', 'NV'])))
    assert.isTrue(clash(is('number', 'greater_than', 10), is('number', 'less_or_equal', '10')))
    assert.isFalse(clash(is('number', 'greater_or_equal', 10), is('number', 'less_or_equal', 10)))
    assert.isTrue(clash(is('number', 'between', [1, 5]), is('number', 'in', [6, 7])))
    assert.isTrue(clash(is('checkbox', 'is_true'), is('checkbox', 'is_false')))
    assert.isTrue(clash(is('text', 'is_empty'), is('text', 'contains', 'a')))
    assert.isFalse(clash(is('text', 'is_empty'), is('text', 'not_equals', 'a')))
    assert.isFalse(
      clash(is('multi_select', 'contains', 'Roof'), is('multi_select', 'contains', 'Battery'))
    )
    assert.isFalse(clash({ any: [is('select', 'equals', 'CA'), is('select', 'equals', 'AZ')] }))
  })

  test('what is called impossible never matches', () => {
    const groups = fc.array(plainLeaves, { minLength: 2, maxLength: 5 }).map((all) => ({ all }))
    const schema = entityRuleSchema(everything)
    fc.assert(
      fc.property(groups, leads, (rule, lead) => {
        if (!warningsOf(rule as Rule).some((one) => one.endsWith('never'))) return true
        const compiled = compileRule(rule as ServerRule, schema)
        return !compiled.ok || !compiled.value.test(lead, NOW)
      }),
      { numRuns: 500 }
    )
  })
})
