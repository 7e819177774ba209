import { test } from '@japa/runner'
import { MAX_ELEMENTS, MAX_STEPS } from '#capture/forms/form_document'
import { parseForm } from '#capture/forms/parse_form'
import { consent, field, formOf } from '#tests/unit/capture/form_entity'

const wrong = (value: unknown) => {
  const read = parseForm(value)
  return read.ok ? [] : read.problem.map(({ field: path, rule }) => [path, rule])
}

test.group('parseForm', () => {
  test('a document is read as it was written', ({ assert }) => {
    const document = formOf([[field('e1', 'email', { width: 'half' }), consent]], {
      look: { accent: '#0F766E' },
      origins: ['https://solar.example'],
    })
    assert.deepEqual(parseForm(document), { ok: true, value: document })
  })

  test('a draft may have words missing and rules half written', ({ assert }) => {
    const half = field('e1', 'email', { show_when: { field: '', operator: 'equals' } })
    const empty = { type: 'text', key: 't1', text: '' } as const
    assert.deepEqual(wrong(formOf([[half, empty]])), [])
  })

  test('unknown keys, kinds and types are refused by their path', ({ assert }) => {
    assert.deepEqual(wrong(formOf([[{ ...consent, colour: 'red' } as never]])), [
      ['steps[0].elements[0].colour', 'unknown_key'],
    ])
    assert.deepEqual(wrong(formOf([[{ type: 'script', key: 'x' } as never]])), [
      ['steps[0].elements[0].type', 'enum'],
    ])
    assert.deepEqual(wrong(formOf([[{ type: 'constructor', key: 'x' } as never]])), [
      ['steps[0].elements[0].type', 'enum'],
    ])
    assert.deepEqual(wrong({ ...formOf([]), schema: 2, after: { type: 'page', title: 'x' } }), [
      ['schema', 'integer'],
      ['after.text', 'required'],
    ])
    assert.deepEqual(wrong(formOf([], { look: { accent: 'red;}' } })), [['look.accent', 'colour']])
    assert.deepEqual(wrong('form'), [['', 'object']])
  })

  test('a key is there once in the whole document', ({ assert }) => {
    const twice = formOf([[field('e1', 'email')], [field('e1', 'phone'), field('s0', 'bill')]])
    assert.deepEqual(wrong(twice), [
      ['steps[1].elements[0].key', 'unique'],
      ['steps[1].elements[1].key', 'unique'],
    ])
  })

  test('there is a most of steps and elements, and no hidden signs', ({ assert }) => {
    const many = (n: number, from = 0) =>
      Array.from({ length: n }, (_, i) => field(`e${from + i}`, 'email'))
    assert.deepEqual(wrong(formOf([many(MAX_ELEMENTS)])), [])
    assert.deepEqual(wrong(formOf([many(MAX_ELEMENTS), many(1, 500)])), [['steps', 'max']])
    assert.deepEqual(wrong(formOf(Array.from({ length: MAX_STEPS + 1 }, () => []))), [
      ['steps', 'max'],
    ])
    assert.deepEqual(wrong(formOf([], { title: 'a\0b' })), [['title', 'text']])
  })
})
