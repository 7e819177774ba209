import { test } from '@japa/runner'
import type { Operator } from '#sdk/rule'
import { judge, leadOf } from '#tests/unit/routing/rule_helpers'

type Row = [operator: Operator, value: unknown, actual: unknown, verdict: boolean | 'odd']

/** Rows that did not come out as told, in words. */
const wrong = (field: string, rows: Row[]) =>
  rows.flatMap(([operator, value, actual, verdict]) => {
    const key = field.split('.')[0]
    const trace = judge(field, operator, value, leadOf({ [key]: actual }))
    const found = trace.not_comparable ? 'odd' : trace.matched
    if (trace.not_comparable && trace.matched) return [`${operator} matched what is not comparable`]
    return found === verdict
      ? []
      : [`${field} ${operator} ${JSON.stringify(value)} on ${JSON.stringify(actual)}: ${found}`]
  })

test.group('rule | operators by field type', () => {
  test('text compares without regard to case, outer spaces and composition', ({ assert }) => {
    assert.deepEqual(
      wrong('text', [
        ['equals', '  San josé ', 'SAN JOSÉ', true],
        ['equals', 'jose\u0301', 'JOSÉ', true],
        ['equals', 'é', 'É', true],
        ['equals', 'a', 'b', false],
        ['equals', 94105, '94105', true],
        ['equals', '10', '10.0', false],
        ['not_equals', 'A', ' a ', false],
        ['not_equals', 'A', 'b', true],
        ['contains', 'MID', 'a mid b', true],
        ['contains', 'no', 'a mid b', false],
        ['not_contains', 'MID', 'a mid b', false],
        ['not_contains', 'x', 'a mid b', true],
        ['starts_with', '941', '94105', true],
        ['starts_with', '105', '94105', false],
        ['ends_with', '.DE', 'shop.de', true],
        ['ends_with', '.de', 'shop.com', false],
        ['in', ['CA', 'AZ'], 'ca', true],
        ['in', ['CA', 'AZ'], 'NV', false],
        ['not_in', ['CA', 'AZ'], 'NV', true],
        ['not_in', ['CA', 'AZ'], ' az', false],
        ['is_empty', undefined, '  ', true],
        ['is_empty', undefined, 'x', false],
        ['is_not_empty', undefined, 'x', true],
        ['is_not_empty', undefined, '', false],
        ['equals', 'x', { odd: 1 }, 'odd'],
        ['not_equals', 'x', { odd: 1 }, 'odd'],
        ['not_in', ['x'], ['x'], 'odd'],
      ]),
      []
    )
  })

  test('text that is numeric is ordered as a number, other text is not comparable', ({
    assert,
  }) => {
    assert.deepEqual(
      wrong('text', [
        ['greater_than', 9, '10', true],
        ['greater_than', '9', ' 10 ', true],
        ['between', ['10000', '19999'], '10115', true],
        ['less_than', 9, 'ten', 'odd'],
        ['less_than', 9, '0x1', 'odd'],
      ]),
      []
    )
  })

  test('numbers are numbers however they are written', ({ assert }) => {
    assert.deepEqual(
      wrong('number', [
        ['equals', '10', 10, true],
        ['equals', 10, '10', true],
        ['equals', '10.0', 10, true],
        ['equals', 10, 9, false],
        ['not_equals', '10', 10, false],
        ['greater_than', '9', 10, true],
        ['greater_than', 10, 10, false],
        ['greater_or_equal', 10, 10, true],
        ['less_than', 9, 10, false],
        ['less_or_equal', '-1.5', -1.5, true],
        ['between', [1, '10'], 10, true],
        ['between', [1, 10], 1, true],
        ['between', [1, 10], 10.01, false],
        ['in', [1, '2'], 2, true],
        ['not_in', [1, '2'], 2, false],
        ['not_in', [1, '2'], 3, true],
        ['is_empty', undefined, 0, false],
        ['greater_than', 1, 'abc', 'odd'],
        ['not_equals', 1, 'abc', 'odd'],
        ['not_in', [1], true, 'odd'],
      ]),
      []
    )
  })

  test('money compares by its amount, its currency is a part', ({ assert }) => {
    const usd = { amount: '240.00', currency: 'USD' }
    assert.deepEqual(
      [
        wrong('money', [
          ['equals', 240, usd, true],
          ['equals', '240.0', usd, true],
          ['greater_than', '99.99', usd, true],
          ['less_than', 240, usd, false],
        ]),
        wrong('money.currency', [
          ['equals', 'usd', usd, true],
          ['in', ['EUR'], usd, false],
        ]),
      ],
      [[], []]
    )
  })

  test('phone numbers ignore what people write between digits', ({ assert }) => {
    assert.deepEqual(
      wrong('phone', [
        ['equals', '+1 (415) 555-0132', '+14155550132', true],
        ['in', ['+49 30 1', '+1 415 5550132'], '+14155550132', true],
        ['starts_with', '+1 415', '+14155550132', true],
        ['contains', '555', '+14155550132', true],
        ['starts_with', '+49', '+14155550132', false],
      ]),
      []
    )
  })

  test('a date stands for its whole day, inclusive at both ends', ({ assert }) => {
    assert.deepEqual(
      [
        wrong('datetime', [
          ['before', '2026-11-20', '2026-11-19T23:59:59.999Z', true],
          ['before', '2026-11-20', '2026-11-20T00:00:00.000Z', false],
          ['after', '2026-11-20', '2026-11-20T23:59:59.999Z', false],
          ['after', '2026-11-20', '2026-11-21T00:00:00.000Z', true],
          ['equals', '2026-11-20', '2026-11-20T15:00:00.000Z', true],
          ['not_equals', '2026-11-20', '2026-11-20T15:00:00.000Z', false],
          ['between', ['2026-11-01', '2026-11-20'], '2026-11-20T23:00:00.000Z', true],
          ['before', '2026-11-20T10:00:00+02:00', '2026-11-20T07:59:59.000Z', true],
          ['less_or_equal', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z', true],
          ['greater_than', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z', false],
          ['in', ['2026-11-19', '2026-11-20'], '2026-11-20T10:00:00.000Z', true],
          ['before', '2026-11-20', 'yesterday', 'odd'],
          ['after', '2026-11-20', '2026-02-30T10:00:00Z', 'odd'],
        ]),
        wrong('date', [
          ['equals', '2026-11-20', '2026-11-20', true],
          ['before', '2026-11-20T10:00:00Z', '2026-11-20', false],
          ['before', '2026-11-21T10:00:00Z', '2026-11-20', true],
          ['greater_or_equal', '2026-11-20', '2026-11-20', true],
          ['not_in', ['2026-11-20'], '2026-11-21', true],
        ]),
      ],
      [[], []]
    )
  })

  test('within_last counts back from the moment of judging', ({ assert }) => {
    assert.deepEqual(
      [
        wrong('datetime', [
          ['within_last', '30m', '2026-11-23T11:30:00.000Z', true],
          ['within_last', '30m', '2026-11-23T11:29:59.999Z', false],
          ['within_last', '24h', '2026-11-22T12:00:00.000Z', true],
          ['within_last', '2w', '2026-11-09T12:00:00.000Z', true],
          ['within_last', '1d', '2026-11-23T12:00:00.001Z', false],
        ]),
        wrong('date', [
          ['within_last', '30d', '2026-10-24', true],
          ['within_last', '30d', '2026-10-23', false],
          ['within_last', '1d', '2026-11-24', false],
        ]),
      ],
      [[], []]
    )
    assert.isTrue(judge('lead.created_at', 'within_last', '1d', leadOf({})).matched)
  })

  test('checkboxes are true or false, and neither when missing', ({ assert }) => {
    assert.deepEqual(
      wrong('checkbox', [
        ['is_true', undefined, true, true],
        ['is_true', undefined, false, false],
        ['is_false', undefined, false, true],
        ['is_false', undefined, undefined, false],
        ['equals', true, true, true],
        ['equals', 'false', false, true],
        ['not_equals', true, false, true],
        ['is_empty', undefined, false, false],
        ['is_true', undefined, 'perhaps', 'odd'],
      ]),
      []
    )
  })

  test('a multi-select is a set', ({ assert }) => {
    const two = ['Roof', 'Battery']
    assert.deepEqual(
      wrong('multi_select', [
        ['equals', ['battery', 'roof'], two, true],
        ['equals', ['roof'], two, false],
        ['equals', 'roof', ['Roof'], true],
        ['equals', ['roof', 'charger'], ['Roof', 'Roof'], false],
        ['not_equals', ['roof'], two, true],
        ['contains', 'ROOF', two, true],
        ['contains', 'roo', two, false],
        ['not_contains', 'Charger', two, true],
        ['in', ['Charger', 'Roof'], two, true],
        ['in', ['Charger'], two, false],
        ['not_in', ['Charger', 'Roof'], two, false],
        ['not_in', ['Charger'], two, true],
        ['is_empty', undefined, [], true],
        ['is_not_empty', undefined, two, true],
      ]),
      []
    )
  })

  test('parts of addresses and files are asked like fields', ({ assert }) => {
    const berlin = { street: 'Hauptstr.', state: 'BE', latitude: 52.52, longitude: 13.405 }
    assert.deepEqual(
      [
        wrong('address.state', [['in', ['be'], berlin, true]]),
        wrong('address.city', [
          ['is_empty', undefined, berlin, true],
          ['not_equals', 'Berlin', berlin, true],
        ]),
        wrong('address.latitude', [['greater_than', '52', berlin, true]]),
        wrong('address', [
          ['is_empty', undefined, {}, true],
          ['is_not_empty', undefined, berlin, true],
        ]),
        wrong('file', [
          ['ends_with', '.PDF', { name: 'roof.pdf', size: 10 }, true],
          ['is_empty', undefined, undefined, true],
          ['contains', 'example.com', { url: 'https://example.com/a' }, true],
        ]),
        wrong('file.size', [['less_than', 11, { name: 'roof.pdf', size: 10 }, true]]),
      ],
      [[], [], [], [], [], []]
    )
  })

  test('a radius is measured on the globe, from an address or its coordinates', ({ assert }) => {
    const berlin = { latitude: 52.52, longitude: 13.405 }
    const potsdam = { lat: 52.3906, lng: 13.0645 } // 27.2 km away
    const fiji = { latitude: -17, longitude: 179.9 }
    assert.deepEqual(
      [
        wrong('address', [
          ['within_radius', { ...potsdam, km: 28 }, berlin, true],
          ['within_radius', { ...potsdam, km: '27' }, berlin, false],
          ['within_radius', { lat: -17, lng: -179.9, km: 25 }, fiji, true],
          ['within_radius', { ...potsdam, km: 28 }, { city: 'Berlin', latitude: 52.52 }, false],
        ]),
        wrong('address.latitude', [['within_radius', { ...potsdam, km: 28 }, berlin, true]]),
      ],
      [[], []]
    )
  })

  test('patterns are found anywhere, without regard to case', ({ assert }) => {
    assert.deepEqual(
      wrong('text', [
        ['matches', '^ca[0-9]{2}$', ' CA12 ', true],
        ['matches', 'b+', 'abba', true],
        ['matches', '^b', 'abba', false],
        ['matches', '(a+)+$', `${'a'.repeat(5000)}!`, false],
        ['matches', 'a', 'a'.repeat(10_241), 'odd'],
      ]),
      []
    )
  })

  test('what a lead itself has is asked by its lead. names', ({ assert }) => {
    const lead = leadOf({}, { source: 'Google-Ads', test: true, stage: 'new' })
    assert.isTrue(judge('lead.source', 'equals', 'google-ads', lead).matched)
    assert.isTrue(judge('lead.test', 'is_true', undefined, lead).matched)
    assert.isTrue(judge('lead.stage', 'in', ['New'], lead).matched)
    assert.isTrue(judge('lead.created_at', 'before', '2026-11-23', lead).matched)
    assert.isTrue(judge('lead.source', 'is_empty', undefined, leadOf({}, { source: null })).matched)
  })
})
