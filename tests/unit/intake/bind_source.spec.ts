import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Entity } from '#entities/types'
import { NO_RULES, bindBody, narrowValues, refusedOptions } from '#intake/bind_source'

const binding = { source: 'google-ads', entity: 'solar', rules: NO_RULES }
const bound = (body: unknown, more: object = {}, flat = false) =>
  bindBody(body, { ...binding, ...more }, { flat })

const field = (key: string, type = 'text', options: string[] | null = null) => ({
  ...{ key, label: key, type, options, required: false, default: null, encrypted: false },
})
const entity = {
  ...{ id: 'e', accountId: 'a', key: 'solar', name: 'Solar', duplicate: null, stages: [] },
  fields: [field('email'), field('address', 'address'), field('state', 'select', ['CA', 'NV'])],
} as unknown as Entity

test.group('Bodies of a source', () => {
  test('what the token decides is put in', ({ assert }) => {
    const read = bound({ values: { email: 'a' } })
    assert.deepEqual(
      { ...(read as any).value },
      {
        ...{ values: { email: 'a' }, source: 'google-ads', entity: 'solar' },
      }
    )
  })

  test('said right it is no mistake, blank neither', ({ assert }) => {
    assert.isTrue(bound({ source: 'google-ads ', entity: 'solar' }).ok)
    assert.isTrue(bound({ source: '', entity: null }).ok)
  })

  test('whatever else stands for the source is refused, in a form under every spelling', ({
    assert,
  }) => {
    fc.assert(
      fc.property(
        fc.constantFrom('source', 'Source', 'SOURCE', 'sour-ce', ' source', 's_ource'),
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
        (key, value) => {
          const read = bound({ [key]: value }, {}, true)
          return value.trim() === 'google-ads' ? read.ok : !read.ok
        }
      )
    )
    assert.isFalse(bound({ Source: 'bing' }, {}, true).ok)
  })

  test('a token of every entity leaves the entity to the body', ({ assert }) => {
    const read = bound({ entity: 'roof' }, { entity: null }) as any
    assert.equal(read.value.entity, 'roof')
  })

  test('a body that is no object is left to whoever reads it', ({ assert }) => {
    for (const body of [null, [], 'x', 7]) assert.deepEqual((bound(body) as any).value, body)
  })
})

test.group('Values of a source', () => {
  test('what it hides goes to the rest, parts of an address too', ({ assert }) => {
    const rules = { ...NO_RULES, hidden: ['address'] }
    const narrow = narrowValues(
      { 'email': 'a', 'address.city': 'B', 'address_zip': '1' },
      entity,
      rules
    )
    assert.deepEqual(narrow.values, { email: 'a' })
    assert.deepEqual(narrow.rest, { 'address.city': 'B', 'address_zip': '1' })
  })

  test('what is fixed counts, whatever was sent', ({ assert }) => {
    const rules = { ...NO_RULES, fixed: { state: 'NV', gone: 'x' } }
    assert.deepEqual(narrowValues({ state: 'CA' }, entity, rules), {
      ...{ values: { state: 'NV' }, rest: { state: 'CA' } },
    })
  })

  test('options it may not use are refused by name', ({ assert }) => {
    const rules = { ...NO_RULES, allowed: { state: ['CA'] } }
    assert.deepEqual(refusedOptions({ state: 'CA' }, entity, rules), [])
    assert.deepEqual(refusedOptions({}, entity, rules), [])
    assert.containSubset(refusedOptions({ state: 'NV' }, entity, rules), [
      { field: 'state', rule: 'option' },
    ])
  })
})
