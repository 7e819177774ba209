import { test } from '@japa/runner'
import { loggedKeys } from '#capture/endpoint_log'
import { fieldMeant, foldedMapping, nameKeys } from '#capture/endpoint_names'
import { parseEndpoint } from '#capture/parse_endpoint'
import type { Entity, Field } from '#entities/types'

const field = (key: string, type: Field['type'] = 'text', label = key): Field => ({
  ...{ key, label, type, required: false, default: null },
  ...{ options: type === 'select' ? ['CA'] : null, encrypted: key === 'ssn' },
})
const entity = {
  id: 'ent_1',
  key: 'solar',
  fields: [
    field('email', 'email', 'E-mail'),
    field('phone', 'phone'),
    field('vorname', 'text', 'First name'),
    field('home', 'address', 'Home'),
    field('region', 'select', 'State'),
    field('bill', 'number'),
    field('ssn', 'number'),
  ],
} as unknown as Entity
const none = foldedMapping({})

test.group('keys of senders', () => {
  test('a key means the field that is called so, of its kind, or a part of the address', ({
    assert,
  }) => {
    const meant = (key: string) => fieldMeant(key, entity, none)
    assert.equal(meant('E-Mail'), 'email')
    assert.equal(meant('email_address'), 'email')
    assert.equal(meant('phone_1'), 'phone')
    assert.equal(meant('fname'), 'vorname')
    assert.equal(meant('postal_code'), 'home.postal_code')
    assert.equal(meant('zip'), 'home.postal_code')
    assert.equal(meant('address_1'), 'home.street')
    assert.equal(meant('state'), 'region')
    assert.isNull(meant('utm_source'))
    assert.isNull(meant('__proto__'))
  })

  test('what the endpoint says counts first, and may say that a key is no field', ({ assert }) => {
    const mapping = foldedMapping({ 'Phone 1': 'vorname', 'bill': '' })
    assert.equal(fieldMeant('phone_1', entity, mapping), 'vorname')
    assert.isNull(fieldMeant('bill', entity, mapping))
  })

  test('of two keys for one field the field’s own counts, and the other is kept', ({ assert }) => {
    const { values, extra } = nameKeys({ phone_1: '1', phone: '2', a: 'b' }, entity, none)
    assert.deepEqual(values, { phone: '2' })
    assert.deepEqual(extra, { phone_1: '1', a: 'b' })
  })

  test('the log shows what kind of lead it is, and nobody’s values', ({ assert }) => {
    const sent = { email: 'a@b.co', state: 'CA', bill: 240, ssn: 1, utm: 'x', zip: '' }
    const { meant } = nameKeys(sent, entity, none)
    assert.deepEqual(
      loggedKeys(sent, meant, entity).map(({ key, shown }) => [key, shown]),
      [
        ['email', '•••'],
        ['state', 'CA'],
        ['bill', '240'],
        ['ssn', '•••'],
        ['utm', '•••'],
        ['zip', ''],
      ]
    )
  })

  test('an endpoint is read with what is usual, and refused by field', ({ assert }) => {
    const good = { key: 'a', name: 'A', plugin: 'leadconduit', entity: 'solar', source: 'x' }
    const read = parseEndpoint(good)
    assert.containSubset(read, { ok: true, value: { waitSeconds: 15, status: 'active' } })
    const bad = parseEndpoint({ ...good, wait_seconds: 31, parts: { flow: 'short' }, name: ' ' })
    assert.sameMembers(bad.ok ? [] : bad.problem.map(({ field: at }) => at), [
      'wait_seconds',
      'parts.flow',
      'name',
    ])
  })
})
