import { test } from '@japa/runner'
import type { FieldElement } from '#capture/forms/form_document'
import { HOSTED_WORDS } from '#capture/forms/hosted_words'
import { presentInputs } from '#capture/hosted/present_element'
import { parseEntity } from '#entities/parse_entity'
import { WHOLE_ADDRESS, controlOf, wordsOf } from '../../../resources/form_builder/field_look.js'
import type { EntityField } from '../../../resources/form_builder/types.js'

const options = (count: number) => Array.from({ length: count }, (_, i) => `option ${i}`)
const parsed = parseEntity(
  {
    ...{ key: 'solar', name: 'Solar lead' },
    fields: [
      ...[2, 7, 8].flatMap((n) =>
        ['select', 'multi_select'].map((type) => ({
          ...{ key: `${type}_${n}`, label: type, type },
          options: options(n),
        }))
      ),
      { key: 'home', label: 'Home', type: 'address' },
    ],
  },
  ''
)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
const entity = { ...parsed.value, id: 'ent_1', accountId: 'acc_1' }

/** The inputs a visitor gets for a field. */
const drawn = (field: string, control?: FieldElement['control'], rule?: string) =>
  presentInputs({ type: 'field', key: 'one', field, control, required: true }, undefined, {
    ...{ entity, words: HOSTED_WORDS.en, language: 'en', currency: 'EUR' },
    problems: rule ? [{ element: 'one', rule }] : [],
  })

test.group('what the builder shows of a field is what visitors get', () => {
  for (const { key, type, options: choices } of entity.fields.slice(0, -1))
    for (const control of [undefined, 'menu', 'buttons', 'list'] as const)
      test(`${key}, asked as ${control ?? 'nothing says'}`, ({ assert }) => {
        const [input] = drawn(key, control)
        const hosted = input.control === 'select' ? 'menu' : input.cards ? 'buttons' : 'list'
        const field = { key, type, options: choices } as EntityField
        assert.equal(controlOf(field, control), hosted)
      })

  test('the parts of an address', ({ assert }) => {
    const names = drawn('home').map(({ name }) => name.split(':').at(-1)!.split('.').at(-1))
    assert.deepEqual(names, [...WHOLE_ADDRESS])
  })

  test('a link of a consent is its words', ({ assert }) => {
    assert.equal(wordsOf('I agree to the [notice](https://a.example/b).'), 'I agree to the notice.')
    assert.equal(wordsOf('Keep [this] (and that)'), 'Keep [this] (and that)')
  })
})

test.group('what is missing is said as it is answered', () => {
  test('options are chosen, text is filled in', ({ assert }) => {
    assert.equal(drawn('select_2', 'buttons', 'required')[0].problem, 'Choose an answer')
    assert.equal(drawn('multi_select_8', undefined, 'required')[0].problem, 'Choose an answer')
    assert.equal(drawn('home', undefined, 'required')[0].problem, 'Fill this in')
  })
})
