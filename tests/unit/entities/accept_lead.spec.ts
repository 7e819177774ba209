import { test } from '@japa/runner'
import { acceptChanges, acceptLead } from '#entities/accept_lead'
import { DE, NOW, US, entityOf, field } from '#tests/unit/entities/helpers'

const solar = entityOf([
  field('email', 'email', { label: 'E-mail', required: true }),
  field('phone', 'phone', { label: 'Phone' }),
  field('state', 'select', { label: 'State', options: ['CA', 'NV'], default: 'CA' }),
  field('bill', 'number', { label: 'Monthly bill' }),
  field('home', 'address', { label: 'Home' }),
])

test.group('accept a lead', () => {
  test('gives normal forms, keeps what differed and what is no field', ({ assert }) => {
    const result = acceptLead(
      { email: 'A@B.co', state: 'nv', bill: '240', utm: { a: [1] }, lead: 'x', constructor: 1 },
      solar,
      NOW,
      US
    )
    assert.deepEqual(result, {
      ok: true,
      value: {
        values: { email: 'a@b.co', state: 'NV', bill: 240 },
        raw: { email: 'A@B.co', state: 'nv', bill: '240' },
        extra: { utm: { a: [1] }, lead: 'x', constructor: 1 },
        files: [],
      },
    })
  })

  test('says everything that is wrong at once, by the label', ({ assert }) => {
    const result = acceptLead(
      { email: '  ', phone: '12', state: 'TX', home: { latitude: 200 } },
      solar,
      NOW,
      US
    )
    assert.isFalse(result.ok)
    const problems = result.ok ? [] : result.problem
    assert.sameDeepMembers(
      problems.map(({ field: path, rule }) => [path, rule]),
      [
        ['email', 'required'],
        ['phone', 'phone'],
        ['state', 'option'],
        ['home.latitude', 'range'],
      ]
    )
    assert.include(
      problems.map(({ message }) => message),
      'State must be one of CA, NV'
    )
  })

  test('a blank counts as missing: the default steps in', ({ assert }) => {
    for (const blank of [null, '', ' \n', []]) {
      const result = acceptLead({ email: 'a@b.co', state: blank }, solar, NOW, US)
      assert.deepEqual(result.ok && result.value.values, { email: 'a@b.co', state: 'CA' })
      assert.deepEqual(result.ok && result.value.raw, {})
    }
  })

  test('defaults may be the moment of arrival', ({ assert }) => {
    const entity = entityOf([
      field('day', 'date', { default: 'today' }),
      field('moment', 'datetime', { default: 'now' }),
    ])
    const result = acceptLead({}, entity, NOW, US)
    assert.deepEqual(result.ok && result.value.values, {
      day: '2026-11-01',
      moment: '2026-11-01T10:00:00.000Z',
    })
  })

  test('parts of an address may stand beside each other, unknown ones go to extra', ({
    assert,
  }) => {
    const result = acceptLead(
      { 'email': 'a@b.co', 'home.city': 'Berlin', 'home_zip': 10115, 'home': { floor: 3 } },
      solar,
      NOW,
      US
    )
    assert.deepEqual(result.ok && result.value.values.home, {
      city: 'Berlin',
      postal_code: '10115',
    })
    assert.deepEqual(result.ok && result.value.extra, { 'home.floor': 3 })
    const twice = acceptLead(
      { 'email': 'a@b.co', 'home.city': 'A', 'home_city': 'B' },
      solar,
      NOW,
      US
    )
    assert.deepInclude(!twice.ok && twice.problem[0], { field: 'home.city', rule: 'ambiguous' })
  })

  test('a phone number is read in the country of the address', ({ assert }) => {
    const result = acceptLead(
      { email: 'a@b.co', phone: '030 901820', home: { country: 'Germany' } },
      solar,
      NOW,
      US
    )
    assert.equal(result.ok && result.value.values.phone, '+4930901820')
    assert.isFalse(acceptLead({ email: 'a@b.co', phone: '030 901820' }, solar, NOW, US).ok)
    assert.isTrue(acceptLead({ email: 'a@b.co', phone: '030 901820' }, solar, NOW, DE).ok)
  })

  test('__proto__ is a key like any other', ({ assert }) => {
    const input = JSON.parse(
      '{"email":"a@b.co","__proto__":{"admin":true},"home":{"__proto__":{"city":"X"}}}'
    )
    const result = acceptLead(input, solar, NOW, US)
    assert.isTrue(result.ok)
    const extra = result.ok ? result.value.extra : {}
    assert.deepEqual(Object.keys(extra), ['__proto__', 'home.__proto__'])
    assert.isUndefined((extra as { admin?: true }).admin)
    assert.isUndefined(({} as { admin?: true }).admin)
  })

  test('a required tick may be false, a required address may not be empty', ({ assert }) => {
    const entity = entityOf([
      field('consent', 'checkbox', { required: true }),
      field('home', 'address', { required: true }),
    ])
    const result = acceptLead({ consent: 'no', home: { city: '' } }, entity, NOW, US)
    assert.deepEqual(!result.ok && result.problem.map((problem) => problem.field), ['home'])
  })
})

test.group('accept changes', () => {
  test('reads only what is sent; a blank clears', ({ assert }) => {
    const result = acceptChanges({ bill: '7', phone: '' }, solar, NOW, US)
    assert.deepEqual(result.ok && result.value.values, { bill: 7 })
    assert.deepEqual(result.ok && result.value.cleared, ['phone'])
  })

  test('a required field cannot be cleared', ({ assert }) => {
    const result = acceptChanges({ email: null }, solar, NOW, US)
    assert.deepInclude(!result.ok && result.problem[0], { field: 'email', rule: 'required' })
  })
})
