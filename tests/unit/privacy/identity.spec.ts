import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { AccountKey } from '#entities/field_crypto'
import { hashesOf, readIdentity, textsOf } from '#privacy/identity'
import { nextMailAt } from '#privacy/deadlines'

const DAY = 86_400_000
const read = (given: object, country: string | null = 'DE') => readIdentity(given, country)

test.group('Privacy: whom it is about', () => {
  test('is read as leads are: case, spaces and country codes make no difference', ({ assert }) => {
    assert.deepEqual(read({ email: ' Zoe@Example.ORG ', phone: '030 1234567' }), {
      ok: true,
      value: { email: 'zoe@example.org', phone: '+49301234567' },
    })
    assert.deepEqual(read({ external_id: ' crm-1 ', email: '', phone: null }), {
      ok: true,
      value: { externalId: 'crm-1' },
    })
  })

  test('says field and rule of what is none, and never repeats it', ({ assert }) => {
    const wrong = read({ email: 'zoe@', phone: '1' })
    assert.isFalse(wrong.ok)
    if (wrong.ok) return
    assert.deepEqual(
      wrong.problem.map(({ field, rule }) => [field, rule]),
      [
        ['email', 'email'],
        ['phone', 'phone'],
      ]
    )
    assert.notMatch(JSON.stringify(wrong.problem), /zoe@"/)
    const nobody = read({})
    assert.deepEqual(!nobody.ok && nobody.problem.map(({ field, rule }) => [field, rule]), [
      ['email', 'required'],
    ])
  })

  test('is found again by hashes that tell accounts and kinds apart', ({ assert }) => {
    const [mine, other] = [new AccountKey(randomBytes(32)), new AccountKey(randomBytes(32))]
    const identity = { email: 'zoe@example.org', externalId: 'zoe@example.org' }
    const hashes = hashesOf(mine, identity)
    assert.deepEqual(hashesOf(mine, { ...identity }), hashes)
    assert.notEqual(hashes.email_hash, hashes.external_hash)
    assert.notEqual(hashesOf(other, identity).email_hash, hashes.email_hash)
    assert.isNull(hashes.phone_hash)
    assert.deepEqual(textsOf(identity), ['zoe@example.org', 'zoe@example.org'])
  })
})

test.group('Privacy: when a partner is written to', () => {
  test('after fourteen and twenty-five days, then no more', ({ assert }) => {
    assert.equal(nextMailAt(0, 1), 14 * DAY)
    assert.equal(nextMailAt(0, 2), 25 * DAY)
    assert.isNull(nextMailAt(0, 3))
  })
})
