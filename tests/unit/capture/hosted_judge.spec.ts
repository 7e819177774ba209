import { test } from '@japa/runner'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import type { Rule } from '#sdk/rule'
import { readStep } from '#capture/forms/answers'
import type { FormDocument, FormElement } from '#capture/forms/form_document'
import { liveRule } from '#capture/forms/live_rule'
import { walkForm } from '#capture/forms/walk_form'
import type { Entity, Field } from '#entities/types'
import { type Live, judge } from '../../../resources/hosted/judge.js'
import { sha256, solve } from '../../../resources/hosted/work.js'

const field = (key: string, type: Field['type'], options: string[] | null = null): Field => ({
  ...{ key, label: key, type, required: false, default: null, options, encrypted: false },
})
const OPTIONS = ['flat', 'Pitched', '10', 'Ä']
const FIELDS = [
  field('words', 'text'),
  field('story', 'long_text'),
  field('amount', 'number'),
  field('roof', 'select', OPTIONS),
  field('tools', 'multi_select', OPTIONS),
  field('owner', 'checkbox'),
  field('mail', 'email'),
]
const ENTITY: Entity = {
  ...{ id: 'e', accountId: 'a', key: 'solar', name: 'Solar', fields: FIELDS, duplicate: null },
  stages: [],
  pipelines: [],
}
const CONTEXT = { now: 0, source: null, country: 'DE', currency: 'EUR', timeZone: 'UTC' }

/** Every field and, under the rule, a last text. */
const documentOf = (rule: Rule): FormDocument => ({
  ...{ schema: 1, language: 'en', after: { type: 'page', title: '', text: '' } },
  steps: [
    {
      key: 'one',
      elements: [
        ...FIELDS.map((one): FormElement => ({
          ...{ type: 'field', key: `k_${one.key}`, field: one.key },
          ...(one.type === 'checkbox' && { control: 'list' as const }),
        })),
        { type: 'text', key: 'last', text: 'x', show_when: rule },
      ],
    },
  ],
})

type Body = Record<string, string | string[]>

/** What the server shows, and what the page shows by what is left of the rule. */
function both(rule: Rule, body: Body) {
  const document = documentOf(rule)
  const [step] = document.steps
  const walk = walkForm(document, ENTITY, readStep(step!, ENTITY, body), CONTEXT)
  const live = liveRule(rule, step!.elements.at(-1)!, step!, ENTITY, {}, 0)
  const given = (key: string) => [body[`e:${key}`] ?? []].flat()
  return {
    server: walk.steps[0]!.shown.has('last'),
    page: live === 'ask' ? 'ask' : judge(live as Live, given),
  }
}

const words = fc.oneof(
  fc.constantFrom('', ' ', 'flat', 'FLAT ', '10', '10.0', '1,5', '1.234,5', '1 234', '1,234', '-3'),
  fc.constantFrom('ä', 'A\u0308', 'a\nb', '\u200bflat', '1e3', '0', 'yes', '\ud800', '٣'),
  fc.string({ maxLength: 6 }),
  fc.double({ noNaN: true, min: -50, max: 50 }).map(String)
)
const some = fc.constantFrom<string | number>('flat', '10', 10, 'Ä', 'a', 'l', '-3', 'b', 1.5)
const number = fc.constantFrom<string | number>(10, '10', -3, 1.5, 1234.5, 0)
const leaf = (key: string, operator: string, value: fc.Arbitrary<unknown>) =>
  fc.record({ field: fc.constant(key), operator: fc.constant(operator), value })
const none = (key: string) =>
  fc.constantFrom('is_empty', 'is_not_empty').map((operator) => ({ field: key, operator }))
const ends = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 6, max: 20 }))

const order = (key: string) =>
  ['greater_than', 'greater_or_equal', 'less_than', 'less_or_equal'].map((one) =>
    leaf(key, one, number)
  )
const equality = (key: string, value: fc.Arbitrary<unknown>) => [
  ...['equals', 'not_equals'].map((one) => leaf(key, one, value)),
  ...['in', 'not_in'].map((one) => leaf(key, one, fc.array(value, { minLength: 1, maxLength: 3 }))),
  none(key),
]
const parts = (key: string) =>
  ['contains', 'not_contains', 'starts_with', 'ends_with'].map((one) => leaf(key, one, some))
const truth = fc.constantFrom<unknown>(true, false, 'yes', 'no', 1, '0')

const condition = fc.oneof(
  ...['words', 'roof'].flatMap((key) => [
    ...[...equality(key, some), ...parts(key), ...order(key)],
    leaf(key, 'between', ends),
  ]),
  ...equality('story', some),
  ...parts('story'),
  ...equality('amount', number),
  ...order('amount'),
  leaf('amount', 'between', ends),
  ...equality('tools', some),
  ...['contains', 'not_contains'].map((one) => leaf('tools', one, some)),
  ...equality('owner', truth),
  fc.constantFrom('is_true', 'is_false').map((operator) => ({ field: 'owner', operator }))
) as fc.Arbitrary<Rule>

const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    condition,
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('rule').map((not) => ({ not }))
  ),
}))

const body: fc.Arbitrary<Body> = fc.record({
  'e:k_words': words,
  'e:k_story': words,
  'e:k_amount': words,
  'e:k_roof': fc.constantFrom('', ...OPTIONS),
  'e:k_tools': fc.uniqueArray(fc.constantFrom(...OPTIONS)),
  'e:k_owner': fc.constantFrom('', 'yes', 'no'),
})

test.group('hosted forms: what the page shows by itself', () => {
  test('it shows what the server shows, whatever is typed', ({ assert }) => {
    fc.assert(
      fc.property(rule, body, (one, typed) => {
        const { server, page } = both(one, typed)
        assert.equal(page, server, JSON.stringify({ one, typed }))
      }),
      { numRuns: 1_000 }
    )
  })

  test('numbers as people write them', ({ assert }) => {
    const above = (value: string) =>
      both({ field: 'amount', operator: 'greater_than', value: 1000 }, { 'e:k_amount': value })
    assert.deepEqual(above('1.234,5'), { server: true, page: true })
    assert.deepEqual(above('1 234'), { server: true, page: true })
    assert.deepEqual(above('1,234'), { server: false, page: false })
    assert.deepEqual(above('1.234'), { server: false, page: false })
  })

  test('what only the server can read is asked there', ({ assert }) => {
    const asked = both({ field: 'mail', operator: 'is_not_empty' }, { 'e:k_mail': 'a@b.co' })
    assert.deepEqual(asked, { server: true, page: 'ask' })
    const matched = both(
      { any: [{ field: 'words', operator: 'matches', value: '^a' }] },
      { 'e:k_words': 'ab' }
    )
    assert.deepEqual(matched, { server: true, page: 'ask' })
  })
})

test.group('hosted forms: the work', () => {
  test('hashes are those of everybody else', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abz019&?=_'), maxLength: 130 }), (text) => {
        assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'))
      })
    )
  })

  test('the number is found, or not where there is none', async ({ assert }) => {
    const challenge = createHash('sha256').update('salt&321').digest('hex')
    const asked = { algorithm: 'SHA-256', challenge, salt: 'salt&', signature: 's', maxnumber: 400 }
    assert.equal(JSON.parse((await solve(asked))!).number, 321)
    assert.isNull(await solve({ ...asked, maxnumber: 100 }))
  })
})
