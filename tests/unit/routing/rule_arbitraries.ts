import fc from 'fast-check'
import type { LeadView } from '#sdk'
import type { Condition, Operator, Rule } from '#sdk/rule'
import { leadOf } from '#tests/unit/routing/rule_helpers'

const words = fc.constantFrom(
  'CA',
  'ca',
  ' Ca ',
  'AZ',
  'NV',
  'cab',
  'José',
  'JOSE\u0301',
  '10',
  '9',
  '1',
  'ß'
)
const numbers = fc.oneof(
  fc.integer({ min: -3, max: 12 }),
  fc.constantFrom('10', ' 9 ', '-2', '2.5', '10.0', '+3', '0', 0.5, -0)
)
const days = fc.constantFrom('2026-11-21', '2026-11-22', '2026-11-23')
const times = fc.constantFrom(
  '2026-11-21T00:00:00.000Z',
  '2026-11-22T12:00:00.000Z',
  '2026-11-22T14:00:00+02:00',
  '2026-11-23T12:00:00.000Z',
  '2026-11-23T12:00:00.001Z'
)
const options = fc.constantFrom('Roof', 'roof', 'Battery', 'Charger')
const nothing = fc.constantFrom(undefined, null, '', ' ')

export const leads: fc.Arbitrary<LeadView> = fc
  .record({
    text: fc.oneof(words, nothing, fc.integer({ min: 8, max: 11 }), fc.constant({ odd: true })),
    select: fc.oneof(words, nothing),
    ssn: fc.oneof(words, nothing),
    number: fc.oneof(numbers, nothing, fc.constantFrom('abc', true, Number.NaN)),
    money: fc.oneof(
      nothing,
      numbers.map((amount) => ({ amount: String(amount), currency: 'USD' })),
      fc.constant('abc')
    ),
    checkbox: fc.oneof(fc.boolean(), nothing, fc.constantFrom('yes', 'No', 1, 'perhaps')),
    multi_select: fc.oneof(fc.array(options, { maxLength: 4 }), nothing, options),
    datetime: fc.oneof(times, nothing, fc.constant('soon')),
    address: fc.oneof(
      fc.constant(undefined),
      fc.record({ state: words, latitude: numbers }, { requiredKeys: [] })
    ),
    source: fc.option(words),
  })
  .map(({ source, ...values }) => leadOf(values, { source }))

const leaf = (
  fields: string[],
  operators: Operator[],
  value: fc.Arbitrary<unknown>
): fc.Arbitrary<Condition> =>
  fc.record({ field: fc.constantFrom(...fields), operator: fc.constantFrom(...operators), value })

const listOf = (one: fc.Arbitrary<unknown>) => fc.array(one, { minLength: 1, maxLength: 3 })
const pair = (one: fc.Arbitrary<string | number>) =>
  fc.tuple(one, one).map(([a, b]) => (Number(a) <= Number(b) ? [a, b] : [b, a]))

const TEXTS = ['text', 'select', 'ssn', 'address.state', 'lead.source']
const NUMBERS = ['number', 'money', 'address.latitude']
const ORDER: Operator[] = ['greater_than', 'greater_or_equal', 'less_than', 'less_or_equal']

/** What an index can hold, weighted so that fields meet often. */
export const plainLeaves: fc.Arbitrary<Condition> = fc.oneof(
  leaf(TEXTS, ['equals', 'not_equals', 'starts_with'], words),
  leaf(TEXTS, ['in', 'not_in'], listOf(words)),
  leaf(NUMBERS, ['equals', 'not_equals', ...ORDER, ...ORDER], numbers),
  leaf([...NUMBERS, 'text'], ['between'], pair(numbers)),
  leaf(NUMBERS, ['in', 'not_in'], listOf(numbers)),
  leaf(['checkbox'], ['is_true', 'is_false'], fc.constant(undefined)),
  leaf([...TEXTS, ...NUMBERS], ['is_empty', 'is_not_empty'], fc.constant(undefined))
)

export const leaves: fc.Arbitrary<Condition> = fc.oneof(
  plainLeaves,
  leaf(TEXTS, ['contains', 'not_contains', 'starts_with', 'ends_with'], words),
  leaf(['text', 'select'], ORDER, numbers),
  leaf(['checkbox'], ['equals', 'not_equals'], fc.constantFrom(true, false, 'true', 'false')),
  leaf(['multi_select'], ['equals', 'not_equals', 'in', 'not_in'], listOf(options)),
  leaf(['multi_select'], ['contains', 'not_contains'], options),
  leaf(['datetime'], ['before', 'after', 'equals', 'not_equals', ...ORDER], times),
  leaf(['datetime'], ['before', 'less_than', 'greater_or_equal'], days),
  leaf(['datetime'], ['within_last'], fc.constantFrom('1d', '2d')),
  leaf(['multi_select', 'datetime'], ['is_empty', 'is_not_empty'], fc.constant(undefined))
)

export const rules: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 3, arbitrary: leaves },
    { weight: 2, arbitrary: fc.array(tie('rule'), { maxLength: 4 }).map((all) => ({ all })) },
    {
      weight: 2,
      arbitrary: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
    },
    { weight: 1, arbitrary: tie('rule').map((not) => ({ not })) }
  ),
})).rule

/** Filters as people write them: a few plain conditions that must all hold, lists on one field, now and then more. */
export const filters: fc.Arbitrary<Rule | null> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(plainLeaves, { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.array(leaf(['select'], ['equals'], words), { minLength: 1, maxLength: 3 }),
        plainLeaves
      )
      .map(([any, more]) => ({ all: [{ any }, more] })),
  },
  { weight: 2, arbitrary: rules },
  { weight: 1, arbitrary: fc.constant(null) }
)
