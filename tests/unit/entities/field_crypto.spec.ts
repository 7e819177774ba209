import fc from 'fast-check'
import { test } from '@japa/runner'
import { duplicateKeys } from '#entities/duplicate_keys'
import {
  blindIndex,
  createAccountKey,
  decryptField,
  encryptField,
  openAccountKey,
  rewrapAccountKey,
} from '#entities/field_crypto'
import { foldValue } from '#entities/fold'
import { openValues, sealRaw, sealValues } from '#entities/seal_values'
import { entityOf, field } from '#tests/unit/entities/helpers'

const OLD = 'an-old-app-key-of-enough-length!'
const NEW = 'a-new-app-key-of-enough-length!!'
const newKey = () => openAccountKey(createAccountKey([OLD]).wrapped, [OLD])
const key = newKey()
const unreadable = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return (error as { code?: string }).code
  }
  return 'nothing was thrown'
}

test.group('field encryption', () => {
  test('gives back any value, and never the same text twice', ({ assert }) => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, name) => {
        const json = JSON.parse(JSON.stringify(value)) as unknown
        const text = encryptField(key, name, json)
        assert.match(text, /^enc:v1:[\w-]+$/)
        assert.notEqual(encryptField(key, name, json), text)
        assert.deepEqual(decryptField(key, name, text), json)
      })
    )
  })

  test('a changed, cut, moved or foreign text is an error, not garbage', ({ assert }) => {
    const text = encryptField(key, 'ssn', '123-45-6789')
    for (let i = 7; i < text.length; i++) {
      const other = text[i] === 'A' ? 'B' : 'A'
      const changed = text.slice(0, i) + other + text.slice(i + 1)
      assert.equal(
        unreadable(() => decryptField(key, 'ssn', changed)),
        'E_FIELD_UNREADABLE'
      )
    }
    for (const wrong of [
      text.slice(0, -1),
      `${text}A`,
      `${text}=`,
      'enc:v1:',
      'enc:v2:AAAA',
      'plain',
      '',
    ])
      assert.equal(
        unreadable(() => decryptField(key, 'ssn', wrong)),
        'E_FIELD_UNREADABLE'
      )
    assert.equal(
      unreadable(() => decryptField(key, 'tax_id', text)),
      'E_FIELD_UNREADABLE'
    )
    assert.equal(
      unreadable(() => decryptField(newKey(), 'ssn', text)),
      'E_FIELD_UNREADABLE'
    )
  })

  test('the account key is wrapped by APP_KEY and survives its rotation', ({ assert }) => {
    const { wrapped } = createAccountKey([OLD])
    const text = encryptField(openAccountKey(wrapped, [OLD]), 'ssn', 'x')
    assert.equal(
      unreadable(() => openAccountKey(wrapped, [NEW])),
      'E_ACCOUNT_KEY_UNREADABLE'
    )
    assert.equal(
      unreadable(() => openAccountKey('nonsense', [OLD])),
      'E_ACCOUNT_KEY_UNREADABLE'
    )
    assert.equal(decryptField(openAccountKey(wrapped, [NEW, OLD]), 'ssn', text), 'x')

    const rewrapped = rewrapAccountKey(wrapped, [NEW, OLD])!
    assert.equal(decryptField(openAccountKey(rewrapped, [NEW]), 'ssn', text), 'x')
    assert.isNull(rewrapAccountKey(rewrapped, [NEW, OLD]))
  })

  test('a key does not show itself', ({ assert }) => {
    assert.equal(JSON.stringify({ key }), '{"key":{}}')
    assert.notInclude(createAccountKey([OLD]).wrapped, OLD)
  })
})

test.group('blind index', () => {
  test('is equal exactly when the values are equal folded', ({ assert }) => {
    const texts = fc.oneof(fc.constantFrom('a', 'A', ' a', 'Ä', 'A\u0308', 'ä ', 'b'), fc.string())
    const values = fc.oneof(
      texts,
      fc.integer({ min: -3, max: 3 }),
      fc.array(texts, { maxLength: 2 })
    )
    fc.assert(
      fc.property(values, values, (one, other) => {
        const same = blindIndex(key, 'ent_1', 'ssn', one) === blindIndex(key, 'ent_1', 'ssn', other)
        assert.equal(same, foldValue(one) === foldValue(other))
      }),
      { numRuns: 1000 }
    )
    assert.equal(
      blindIndex(key, 'ent_1', 'ssn', ' Zoe\u0308'),
      blindIndex(key, 'ent_1', 'ssn', 'zoË')
    )
  })

  test('differs by field, entity and account', ({ assert }) => {
    const all = [
      blindIndex(key, 'ent_1', 'ssn', 'x'),
      blindIndex(key, 'ent_1', 'tax', 'x'),
      blindIndex(key, 'ent_2', 'ssn', 'x'),
      blindIndex(newKey(), 'ent_1', 'ssn', 'x'),
    ]
    assert.lengthOf(new Set(all), 4)
    assert.match(all[0], /^[0-9a-f]{64}$/)
  })

  test('objects meet whatever the order of their keys', ({ assert }) => {
    assert.equal(
      blindIndex(key, 'e', 'f', { city: 'Berlin', zip: '1' }),
      blindIndex(key, 'e', 'f', { zip: '1', city: 'BERLIN' })
    )
  })
})

test.group('stored values', () => {
  const entity = entityOf([field('email', 'email'), field('ssn', 'text', { encrypted: true })])

  test('encrypted fields are stored as ciphertext, raw ones too', ({ assert }) => {
    const { values, index } = sealValues(key, entity, { email: 'a@b.co', ssn: '123-45-6789' })
    assert.notInclude(values, '6789')
    assert.equal(JSON.parse(values).email, 'a@b.co')
    assert.deepEqual(index, [
      { field: 'ssn', hash: blindIndex(key, entity.id, 'ssn', '123-45-6789') },
    ])
    assert.deepEqual(openValues(key, entity, values), { email: 'a@b.co', ssn: '123-45-6789' })
    assert.notInclude(sealRaw(key, entity, { ssn: ' 123-45-6789 ' })!, '6789')
    assert.isNull(sealRaw(key, entity, {}))
  })

  test('stay readable when the field is gone or not encrypted any more', ({ assert }) => {
    const { values } = sealValues(key, entity, { ssn: '123' })
    assert.deepEqual(openValues(key, entityOf([]), values), { ssn: '123' })
    assert.deepEqual(openValues(key, entityOf([field('ssn', 'text')]), values), { ssn: '123' })
    assert.deepEqual(openValues(key, entity, '{"ssn":"from before"}'), { ssn: 'from before' })
  })

  test('tampering is noticed; text that only looks like ciphertext is text', ({ assert }) => {
    assert.equal(
      unreadable(() => openValues(key, entity, '{"ssn":"enc:v1:AAAA"}')),
      'E_FIELD_UNREADABLE'
    )
    assert.deepEqual(openValues(key, entity, '{"email":"enc:v1:AAAA"}'), { email: 'enc:v1:AAAA' })
  })
})

test.group('duplicate keys', () => {
  const entity = entityOf(
    [field('email', 'email'), field('phone', 'phone'), field('f'.repeat(64), 'text')],
    {
      id: 'ent_0123456789abcdefghjkmn',
      duplicate: { keys: ['phone', 'email', 'f'.repeat(64)], within_days: null, action: 'skip' },
    }
  )

  test('come in the order of the policy, blanks are none', ({ assert }) => {
    const values = { email: 'a@b.co', phone: '+14155550132' }
    assert.deepEqual(
      duplicateKeys(key, entity, values).map((one) => one.field),
      ['phone', 'email']
    )
    assert.deepEqual(duplicateKeys(key, entity, { email: ' ', phone: null }), [])
    assert.deepEqual(duplicateKeys(key, { ...entity, duplicate: null }, values), [])
  })

  test('tell nothing of the person and fit their column', ({ assert }) => {
    const [one] = duplicateKeys(key, entity, { email: 'a@b.co' })
    assert.match(one.id, /^ent_0123456789abcdefghjkmn:email:[\w-]{43}$/)
    const [long] = duplicateKeys(key, entity, { ['f'.repeat(64)]: 'x' })
    assert.isAtMost(long.id.length, 120)
    assert.deepEqual(duplicateKeys(key, entity, { email: ' A@B.co' }), [one])
    assert.notDeepEqual(duplicateKeys(newKey(), entity, { email: 'a@b.co' }), [one])
  })
})
