import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Rule } from '#sdk/rule'
import { indexAssignments } from '#routing/index_assignments'
import { filters, leads } from '#tests/unit/routing/rule_arbitraries'
import { compiled, leadOf, NOW } from '#tests/unit/routing/rule_helpers'
import { holds } from '#tests/unit/routing/rule_reference'

const naive = (rules: (Rule | null)[], lead: Parameters<typeof holds>[1]) =>
  rules.flatMap((rule, i) => (rule === null || holds(rule, lead, NOW) ? [i] : []))

test.group('index | against judging one by one', () => {
  for (const [size, numRuns] of [
    [8, 400],
    [90, 300],
    [400, 25],
  ])
    test(`up to ${size} filters give the same, all and first`, ({ assert }) => {
      const many = fc.array(filters, { minLength: size / 2, maxLength: size, size: 'max' })
      fc.assert(
        fc.property(many, fc.array(leads, { minLength: 5, maxLength: 15 }), (rules, several) => {
          const index = indexAssignments(rules.map(compiled))
          for (const lead of several) {
            const expected = naive(rules, lead)
            assert.deepEqual(index.matching(lead, NOW), expected)
            assert.equal(index.firstMatching(lead, NOW), expected[0] ?? -1)
          }
        }),
        { numRuns }
      )
    })

  test('thousands of distinct bounds, values and prefixes give the same', ({ assert }) => {
    const rules = Array.from({ length: 3000 }, (_, i): Rule => {
      const value = (i * 7919) % 3001
      const low = { field: 'number', operator: 'greater_than', value } as const
      const high = { field: 'number', operator: 'less_or_equal', value: value + (i % 97) } as const
      const prefix = { field: 'text', operator: 'starts_with', value: String(value) } as const
      const named = { field: 'ssn', operator: i % 2 ? 'in' : 'not_in', value: [value, i] } as const
      return { all: [[low, high], [prefix], [named, low], [prefix, named]][i % 4] }
    })
    const index = indexAssignments(rules.map(compiled))
    for (let i = 0; i < 60; i++) {
      const lead = leadOf({ number: i * 53, text: String(i * 501), ssn: String(i * 41) })
      const expected = naive(rules, lead)
      assert.deepEqual(index.matching(lead, NOW), expected)
      assert.equal(index.firstMatching(lead, NOW), expected[0] ?? -1)
    }
  })

  test('the moment of judging reaches the rules', ({ assert }) => {
    const recent: Rule = { field: 'lead.created_at', operator: 'within_last', value: '1d' }
    const rules = Array.from({ length: 40 }, (): Rule => recent)
    const index = indexAssignments(rules.map(compiled))
    assert.lengthOf(index.matching(leadOf({}), NOW), 40)
    assert.equal(index.firstMatching(leadOf({}), NOW + 86_400_000), -1)
  })

  test('no rules, and rules that ask nothing', ({ assert }) => {
    assert.deepEqual(indexAssignments([]).matching(leadOf({}), NOW), [])
    assert.equal(indexAssignments([]).firstMatching(leadOf({}), NOW), -1)
    const open = indexAssignments(Array.from({ length: 33 }, () => compiled(null)))
    assert.lengthOf(open.matching(leadOf({}), NOW), 33)
    assert.equal(open.firstMatching(leadOf({}), NOW), 0)
  })
})
