import { test } from '@japa/runner'
import { veilOf } from '#entities/veil_values'
import { entityOf, field } from '#tests/unit/entities/helpers'

const entity = entityOf([
  field('name', 'text'),
  field('email', 'email'),
  field('phone', 'phone'),
  field('home', 'address'),
  field('state', 'select', { options: ['CA', 'California'] }),
  field('bill', 'number'),
])
const ann = {
  name: 'Ann Lee',
  email: 'ann@example.org',
  phone: '+493012345678',
  home: { street: 'Main St 5', city: 'Reno', country: 'US' },
  state: 'California',
  bill: 240,
}
const veil = veilOf(entity, () => [ann, { email: 'former@example.org' }])

test.group('what others write about a lead', () => {
  test('names nobody afterwards, however it was spelled', ({ assert }) => {
    const told: [string, string][] = [
      ['ann lee is known', '[personal] is known'],
      ['ANN@example.org, formerly former@example.org', '[personal], formerly [personal]'],
      ['call 030 1234-5678 back', 'call 0[personal] back'],
      ['see /people?mail=ann%40example.org', 'see /people?mail=[personal]'],
      ['lives in Main St 5', 'lives in [personal]'],
    ]
    for (const [text, expected] of told) assert.equal(veil(text), expected)
  })

  test('keeps what names nobody: choices, numbers, places and other words', ({ assert }) => {
    for (const text of ['California is full', 'a bill of 240 is too low', 'buyer-77', 'not in US'])
      assert.equal(veil(text), text)
    assert.isNull(veil(null))
    assert.equal(veil(''), '')
  })

  test('long texts are searched as well as short ones', ({ assert }) => {
    const long = `${'nothing here. '.repeat(20)}ann@example.org`
    assert.notInclude(veil(long), 'ann@')
  })

  test('a lead without values veils nothing', ({ assert }) => {
    assert.equal(veilOf(entity, () => [{}])('ann@example.org %40'), 'ann@example.org %40')
  })
})
