import { test } from '@japa/runner'
import type { Rule } from '#sdk/rule'
import { validateRule } from '#routing/validate_rule'
import { compiled, leadOf, problemsOf, NOW } from '#tests/unit/routing/rule_helpers'

const first = (rule: unknown) => problemsOf(rule)[0]
const leaf = (field: string, operator: string, value?: unknown) => ({ field, operator, value })

test.group('rule | refusals', () => {
  test('every problem names the place, all of them at once', ({ assert }) => {
    const problems = problemsOf(
      {
        all: [
          leaf('number', 'greater_than', 'abc'),
          { any: [leaf('nope', 'equals', 1), leaf('checkbox', 'greater_than', 1)] },
          { not: leaf('date', 'before', '2026-02-30') },
          leaf('number', 'in', [1, 'x']),
          leaf('address', 'within_radius', { lat: 91, lng: 0, km: 1 }),
        ],
      },
      'profiles[0].filter'
    )
    assert.deepEqual(
      problems.map(({ field, rule }) => [field.replace('profiles[0].filter.', ''), rule]),
      [
        ['all[0].value', 'number'],
        ['all[1].any[0].field', 'unknown_field'],
        ['all[1].any[1].operator', 'operator'],
        ['all[2].not.value', 'date'],
        ['all[3].value[1]', 'number'],
        ['all[4].value.lat', 'number'],
      ]
    )
  })

  test('an unknown field is told with those that are there', ({ assert }) => {
    assert.match(first(leaf('nope', 'is_empty')).message, /"nope"; known here: text, long_text/)
  })

  for (const [field, operator, value] of [
    ['checkbox', 'greater_than', 1],
    ['checkbox', 'contains', 'x'],
    ['number', 'contains', 1],
    ['number', 'matches', '1'],
    ['number', 'is_true', undefined],
    ['text', 'is_true', undefined],
    ['text', 'before', '2026-01-01'],
    ['email', 'greater_than', 1],
    ['multi_select', 'starts_with', 'a'],
    ['date', 'contains', '2026'],
    ['address', 'equals', 'x'],
    ['number', 'within_radius', { lat: 1, lng: 1, km: 1 }],
    ['text', 'within_last', '30d'],
  ] as const)
    test(`${operator} makes no sense for ${field}`, ({ assert }) => {
      const problem = first(leaf(field, operator, value))
      assert.include(problem, { field: 'operator', rule: 'operator' })
      assert.include(problem.message, 'use is_empty')
    })

  for (const [field, operator, value, rule] of [
    ['number', 'equals', '1,000', 'number'],
    ['number', 'equals', true, 'number'],
    ['number', 'equals', [1], 'number'],
    ['number', 'between', [2, 1], 'between'],
    ['number', 'between', [1], 'between'],
    ['number', 'between', 1, 'between'],
    ['text', 'equals', true, 'text'],
    ['text', 'equals', { a: 1 }, 'text'],
    ['text', 'greater_than', 'abc', 'number'],
    ['text', 'in', 'CA, AZ', 'array'],
    ['text', 'in', [], 'required'],
    ['text', 'equals', '  ', 'required'],
    ['text', 'equals', null, 'required'],
    ['text', 'equals', undefined, 'required'],
    ['text', 'is_empty', 'x', 'no_value'],
    ['checkbox', 'is_true', false, 'no_value'],
    ['checkbox', 'equals', 'perhaps', 'boolean'],
    ['phone', 'equals', '415 555 0132', 'phone'],
    ['phone', 'contains', 'abc', 'phone'],
    ['datetime', 'after', '2026-11-20T10:00:00', 'date'],
    ['datetime', 'after', 1234, 'date'],
    ['datetime', 'within_last', '30', 'duration'],
    ['datetime', 'within_last', '0d', 'duration'],
    ['datetime', 'within_last', '30 years', 'duration'],
    ['datetime', 'between', ['2026-11-20', '2026-11-19'], 'between'],
    ['address', 'within_radius', { lat: 1, lng: 1 }, 'number'],
    ['address', 'within_radius', { lat: 1, lng: 1, km: 1, mi: 1 }, 'unknown_key'],
    ['address', 'within_radius', '1,1,1', 'radius'],
    ['text', 'matches', '(', 'regex'],
    ['text', 'matches', 'x'.repeat(501), 'regex'],
    ['text', 'matches', 5, 'regex'],
  ] as const)
    test(`${field} ${operator} ${JSON.stringify(value)?.slice(0, 40)} is refused`, ({ assert }) => {
      const problem = first(leaf(field, operator, value))
      assert.match(problem.field, /^value/)
      assert.equal(problem.rule, rule)
    })

  test('look-around and back references are refused in words that help', ({ assert }) => {
    for (const pattern of ['a(?=b)', '(?!a)b', '(?<=a)b', '(?<!a)b'])
      assert.match(first(leaf('text', 'matches', pattern)).message, /look ahead or behind/)
    assert.match(first(leaf('text', 'matches', '(a)\\1')).message, /refer back/)
  })

  test('groups are groups and conditions are conditions', ({ assert }) => {
    const condition = leaf('text', 'equals', 'a')
    const cases: [unknown, string, string][] = [
      [[], '', 'rule'],
      ['x', '', 'rule'],
      [{}, 'field', 'required'],
      [{ all: {} }, 'all', 'array'],
      [{ any: [] }, 'any', 'empty_group'],
      [{ not: [] }, 'not', 'rule'],
      [{ all: [null] }, 'all[0]', 'rule'],
      [{ all: [], any: [condition] }, 'any', 'unknown_key'],
      [{ all: [{ ...condition, note: 'x' }] }, 'all[0].note', 'unknown_key'],
      [{ all: [{ ...condition, operator: 'like' }] }, 'all[0].operator', 'enum'],
      [{ all: [{ ...condition, operator: 'toString' }] }, 'all[0].operator', 'enum'],
      [{ field: 'text', value: 1 }, 'operator', 'required'],
      [{ field: ' ', operator: 'is_empty' }, 'field', 'required'],
      [JSON.parse('{"__proto__": {"all": []}}'), '__proto__', 'unknown_key'],
    ]
    for (const [rule, field, code] of cases) {
      const result = validateRule(rule, '')
      assert.isFalse(result.ok, JSON.stringify(rule))
      if (!result.ok) assert.include(result.problem[0], { field, rule: code })
    }
  })

  test('twenty groups above a condition are deep enough', ({ assert }) => {
    const nested = (depth: number): Rule => {
      let rule: Rule = { field: 'text', operator: 'is_empty' }
      for (let i = 0; i < depth; i++) rule = i % 2 ? { not: rule } : { all: [rule] }
      return rule
    }
    assert.isTrue(validateRule(nested(20), '').ok)
    assert.isTrue(compiled(nested(20)).test(leadOf({}), NOW))
    const deeper = validateRule(nested(21), '')
    assert.isFalse(deeper.ok)
    if (!deeper.ok) assert.equal(deeper.problem[0].rule, 'depth')
    let endless: unknown = {}
    for (let i = 0; i < 50_000; i++) endless = { not: endless }
    assert.isFalse(validateRule(endless, '').ok)
  })
})
