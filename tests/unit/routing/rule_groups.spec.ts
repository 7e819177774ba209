import { test } from '@japa/runner'
import type { Rule } from '#sdk/rule'
import { explainConditions } from '#routing/explain_conditions'
import { smallestChange } from '#routing/smallest_change'
import { compiled, judge, leadOf, NOW } from '#tests/unit/routing/rule_helpers'

const isCa: Rule = { field: 'select', operator: 'in', value: ['CA', 'AZ'] }
const big: Rule = { field: 'number', operator: 'greater_than', value: 100 }
const ticked: Rule = { field: 'checkbox', operator: 'is_true' }

const matches = (rule: Rule | null, values: Record<string, unknown>) =>
  compiled(rule).test(leadOf(values), NOW)
const explain = (rule: Rule, values: Record<string, unknown>, labels?: Record<string, string>) =>
  explainConditions(compiled(rule).trace(leadOf(values), NOW), labels, rule)
const change = (rule: Rule, values: Record<string, unknown>) =>
  smallestChange(rule, compiled(rule).trace(leadOf(values), NOW))

test.group('rule | groups', () => {
  test('an absent rule and an empty all match everything', ({ assert }) => {
    assert.isTrue(matches(null, {}))
    assert.isTrue(matches({ all: [] }, {}))
    assert.isFalse(matches({ not: { all: [] } }, {}))
    assert.deepEqual(compiled(null).trace(leadOf({}), NOW), [])
  })

  test('groups nest to any depth', ({ assert }) => {
    const rule: Rule = { all: [isCa, { any: [big, { not: { all: [ticked, { not: big }] } }] }] }
    assert.isTrue(matches(rule, { select: 'CA', number: 101 }))
    assert.isTrue(matches(rule, { select: 'CA', number: 5 }))
    assert.isFalse(matches(rule, { select: 'CA', number: 5, checkbox: true }))
    assert.isFalse(matches(rule, { select: 'NV', number: 101 }))
    assert.deepEqual(compiled(rule).fields, ['select', 'number', 'checkbox'])
  })

  test('a missing value equals nothing and is none of anything', ({ assert }) => {
    for (const actual of [undefined, null, '', ' \n', []]) {
      const lead = leadOf({ text: actual, number: actual, multi_select: actual })
      const verdict = (field: string, operator: Parameters<typeof judge>[1], value?: unknown) =>
        judge(field, operator, value, lead)
      for (const [field, value] of [
        ['text', 'a'],
        ['number', 1],
      ] as const) {
        assert.isTrue(verdict(field, 'not_equals', value).matched)
        assert.isTrue(verdict(field, 'not_in', [value]).matched)
        assert.isTrue(verdict(field, 'is_empty').matched)
        assert.isFalse(verdict(field, 'is_not_empty').matched)
        assert.isFalse(verdict(field, 'equals', value).matched)
        assert.isFalse(verdict(field, 'in', [value]).matched)
      }
      assert.isTrue(verdict('text', 'not_contains', 'a').matched)
      assert.isTrue(verdict('multi_select', 'not_contains', 'Roof').matched)
      assert.isFalse(verdict('text', 'matches', '^$').matched)
      assert.isFalse(verdict('number', 'less_than', 5).matched)
      assert.notProperty(verdict('number', 'less_than', 5), 'not_comparable')
      assert.isNull(verdict('number', 'less_than', 5).actual)
    }
  })

  test('traces have every condition, also after the one that decided', ({ assert }) => {
    const rule: Rule = { all: [isCa, { not: big }, { any: [ticked, big] }] }
    const traces = compiled(rule).trace(leadOf({ select: 'NV', number: 'abc' }), NOW)
    const greater = { field: 'number', operator: 'greater_than', value: 100, actual: 'abc' }
    assert.deepEqual(traces, [
      { field: 'select', operator: 'in', value: ['CA', 'AZ'], actual: 'NV', matched: false },
      { ...greater, matched: false, not_comparable: true },
      { field: 'checkbox', operator: 'is_true', value: null, actual: null, matched: false },
      { ...greater, matched: false, not_comparable: true },
    ] as typeof traces)
  })

  test('encrypted values decide and are not shown', ({ assert }) => {
    const trace = judge('ssn', 'equals', '123-45', leadOf({ ssn: '123-45' }))
    assert.isTrue(trace.matched)
    assert.equal(trace.actual, '••••')
    assert.isNull(judge('ssn', 'is_empty', undefined, leadOf({})).actual)
  })

  test('long text is cut in traces, not in comparisons', ({ assert }) => {
    const trace = judge(
      'long_text',
      'ends_with',
      'end',
      leadOf({ long_text: `${'x'.repeat(900)}end` })
    )
    assert.isTrue(trace.matched)
    assert.lengthOf(trace.actual as string, 501)
  })
})

test.group('rule | explanations', () => {
  test('the first failing condition of an all-group is told', ({ assert }) => {
    assert.equal(
      explain({ all: [isCa, big] }, { select: 'NV', number: 5 }),
      'select is NV, needs one of CA, AZ'
    )
    assert.equal(
      explain({ all: [isCa, big] }, { select: 'CA' }, { number: 'monthly bill' }),
      'monthly bill is missing, needs more than 100'
    )
    assert.equal(explain({ all: [isCa, big] }, { select: 'CA', number: 101 }), '')
    assert.equal(
      explain(big, { number: 'abc' }),
      'number is abc and cannot be compared, needs more than 100'
    )
  })

  test('of an any-group, that none of its alternatives holds', ({ assert }) => {
    assert.equal(
      explain({ all: [ticked, { any: [isCa, big] }] }, { select: 'NV', number: 5, checkbox: true }),
      'none of 2 alternatives holds: select is NV, needs one of CA, AZ; number is 5, needs more than 100'
    )
    assert.equal(explain({ any: [isCa] }, { select: 'NV' }), 'select is NV, needs one of CA, AZ')
  })

  test('of a not-group, what should not have been', ({ assert }) => {
    assert.equal(explain({ not: isCa }, { select: 'CA' }), 'select is CA, needs none of CA, AZ')
    assert.equal(
      explain({ not: { all: [isCa, big] } }, { select: 'CA', number: 101 }),
      'all of these hold: select is CA, needs none of CA, AZ; number is 101, needs at most 100'
    )
    assert.equal(
      explain({ not: { any: [big, isCa] } }, { select: 'CA' }),
      'select is CA, needs none of CA, AZ'
    )
  })

  test('money, places, long lists and durations read well', ({ assert }) => {
    const money = { amount: '99.00', currency: 'EUR' }
    assert.equal(
      explain({ field: 'money', operator: 'between', value: [100, '200.00'] }, { money }),
      'money is 99.00 EUR, needs between 100 and 200.00'
    )
    assert.equal(
      explain(
        { field: 'address', operator: 'within_radius', value: { lat: 52.5, lng: 13.4, km: 25 } },
        { address: { latitude: 1, longitude: 2 } }
      ),
      'address is 1, 2, needs to be within 25 km of 52.5, 13.4'
    )
    const many = Array.from({ length: 40 }, (_, i) => String(i))
    assert.equal(
      explain({ field: 'text', operator: 'in', value: many }, { text: 'x' }),
      'text is x, needs one of 0, 1, 2, 3, 4, 5, 6, 7, … (40 in all)'
    )
    assert.equal(
      explain({ field: 'datetime', operator: 'within_last', value: '30d' }, {}),
      'datetime is missing, needs a time in the last 30 days'
    )
  })
})

test.group('rule | the smallest change', () => {
  test('of an all-group, everything that fails', ({ assert }) => {
    assert.equal(
      change({ all: [isCa, big, ticked] }, { select: 'NV', checkbox: true })?.sentence,
      'select needs one of CA, AZ and number needs more than 100'
    )
    assert.isNull(change({ all: [isCa] }, { select: 'CA' }))
    assert.isNull(change({ not: { all: [] } }, {}))
  })

  test('of an any-group, the branch with the fewest', ({ assert }) => {
    const rule: Rule = { any: [{ all: [isCa, big] }, { all: [ticked, { not: big }] }] }
    const found = change(rule, { select: 'NV', number: 5 })
    assert.equal(found?.sentence, 'checkbox needs to be true')
    assert.lengthOf(found?.changes ?? [], 1)
    const other = change(rule, { select: 'NV', number: 200 })
    assert.equal(other?.sentence, 'select needs one of CA, AZ')
  })

  test('of a not-group, what would have to fail', ({ assert }) => {
    assert.equal(
      change({ not: { any: [isCa, big] } }, { select: 'CA', number: 200 })?.sentence,
      'select needs none of CA, AZ and number needs at most 100'
    )
    const one = change({ not: { all: [isCa, big] } }, { select: 'CA', number: 200 })
    assert.deepEqual(
      one?.changes.map(({ holds }) => holds),
      [false]
    )
  })
})
