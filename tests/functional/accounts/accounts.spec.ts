import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#accounts/models/user'
import { createToken } from '#accounts/create_token'
import { revokeToken, verifyToken } from '#accounts/verify_token'
import { configClock, recordChange } from '#accounts/config_changes'
import { listSecretValues, resolveSecrets, storeSecrets } from '#accounts/secrets'
import { findAccountByKey } from '#accounts/repository'
import { provisionAccount } from '#distribution/configuration/provision_account'
import { accountKey } from '#entities/account_keys'
import { decryptField, encryptField } from '#entities/field_crypto'

let count = 0
const unique = (word: string) => `${word}-${process.pid}-${Date.now()}-${++count}`
const by = () => ({ actor: 'test', now: Date.now() })

async function anAccount() {
  const made = await provisionAccount({ key: unique('acc') }, by())
  if (!made.ok) throw new Error(JSON.stringify(made.problem))
  return made.value.account
}

test.group('accounts', () => {
  test('an account has a key that opens its encrypted fields', async ({ assert }) => {
    const account = await anAccount()
    const key = await accountKey(account.id)
    assert.equal(decryptField(key, 'ssn', encryptField(key, 'ssn', '123')), '123')
    const stranger = await anAccount()
    const other = await accountKey(stranger.id)
    assert.throws(() => decryptField(other, 'ssn', encryptField(key, 'ssn', '123')))
  })

  test('a new owner gets a password once, a known one keeps theirs', async ({ assert }) => {
    const email = `${unique('owner')}@example.com`
    const first = await provisionAccount({ key: unique('acc'), owner: email.toUpperCase() }, by())
    const password = first.ok ? first.value.owner!.password : null
    assert.match(password!, /^.{16,}$/)
    const user = await User.verifyCredentials(email, password!)
    assert.equal(user.email, email)
    const second = await provisionAccount({ key: unique('acc'), owner: email }, by())
    assert.deepEqual(second.ok && second.value.owner, {
      userId: first.ok ? first.value.owner!.userId : '',
      email,
      password: null,
    })
    assert.exists(await User.verifyCredentials(email, password!))
  })

  test('refuses a key that is taken and values that are none, all at once', async ({ assert }) => {
    const account = await anAccount()
    const made = await provisionAccount(
      { key: account.key, country: 'UK', currency: 'EURO', timeZone: 'Berlin', owner: 'me' },
      by()
    )
    assert.sameMembers(made.ok ? [] : made.problem.map(({ field, rule }) => `${field} ${rule}`), [
      'key taken',
      'country country',
      'currency max',
      'time_zone time_zone',
      'owner email',
    ])
  })

  test('of two who ask for one key at once, one gets it', async ({ assert }) => {
    const key = unique('acc')
    const made = await Promise.all([1, 2, 3].map(() => provisionAccount({ key }, by())))
    assert.lengthOf(
      made.filter(({ ok }) => ok),
      1
    )
    for (const one of made)
      if (!one.ok)
        assert.deepEqual(
          one.problem.map(({ rule }) => rule),
          ['taken']
        )
  })
})

test.group('API tokens', () => {
  test('a token tells who it is; only its hash is stored', async ({ assert }) => {
    const account = await anAccount()
    const made = await createToken(account.id, 'CI', ['config:read', 'leads:write'], null)
    if (!made.ok) throw new Error('refused')
    assert.deepInclude(await verifyToken(made.value.token), {
      accountId: account.id,
      name: 'CI',
      abilities: ['leads:write', 'config:read'],
    })
    const rows = await db.from('api_tokens').where('account_id', account.id)
    assert.notInclude(JSON.stringify(rows), made.value.token.slice(4, 40))
    const wrong = made.value.token.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    for (const text of [wrong, '', 'Bearer x']) assert.isNull(await verifyToken(text))
  })

  test('a revoked token is refused at once, an expired one from its moment on', async ({
    assert,
  }) => {
    const account = await anAccount()
    const soon = Date.now() + 60_000
    const made = await createToken(account.id, 'CI', ['leads:read'], soon)
    if (!made.ok) throw new Error('refused')
    const { token, row } = made.value
    assert.isNotNull(await verifyToken(token, soon - 1))
    assert.isNull(await verifyToken(token, soon))
    const stranger = await anAccount()
    assert.isFalse(await revokeToken(stranger.id, row.id))
    assert.isNotNull(await verifyToken(token))
    assert.isTrue(await revokeToken(account.id, row.id))
    assert.isNull(await verifyToken(token))
    assert.isFalse(await revokeToken(account.id, row.id))
  })

  test('refuses abilities that do not exist, none at all, and a moment that is over', async ({
    assert,
  }) => {
    const { id } = await anAccount()
    const rulesOf = async (...args: [string, string[], number | null]) => {
      const made = await createToken(id, ...args)
      return made.ok ? [] : made.problem.map(({ field, rule }) => `${field} ${rule}`)
    }
    assert.deepEqual(await rulesOf('x', ['leads:write', 'root'], null), ['abilities enum'])
    assert.deepEqual(await rulesOf(' ', [], Date.now()), [
      'abilities required',
      'name length',
      'expires_at after',
    ])
  })

  test('the use of a token is noted', async ({ assert }) => {
    const account = await anAccount()
    const made = await createToken(account.id, 'CI', ['leads:read'], null)
    if (!made.ok) throw new Error('refused')
    await verifyToken(made.value.token)
    let row = await made.value.row.refresh()
    // It is written beside the request, not before its answer.
    for (let i = 0; i < 4000 && row.lastUsedAt === null; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      row = await made.value.row.refresh()
    }
    assert.isAbove(row.lastUsedAt!, Date.now() - 60_000)
  })
})

test.group('secrets', () => {
  const store = (accountId: string, values: Record<string, string>) =>
    db.transaction(async (trx) => {
      await storeSecrets(trx, accountId, new Map(Object.entries(values)), Date.now())
      const object = `secrets.${Object.keys(values).join()}`
      await recordChange(trx, { accountId, actor: null, object, action: 'created' })
    })

  test('are put in wherever a text names them, anew after a change', async ({ assert }) => {
    const { id } = await anAccount()
    await store(id, { A: 'one', B: 'two' })
    const value = { x: ['${A}-${B}', 1, null], y: { z: '$A {A} ${{ lead.x }}' } }
    assert.deepEqual(await resolveSecrets(id, value), {
      x: ['one-two', 1, null],
      y: { z: '$A {A} ${{ lead.x }}' },
    })
    await store(id, { A: 'three' })
    assert.deepEqual(await resolveSecrets(id, '${A}'), 'three')
    assert.sameMembers(await listSecretValues(id), ['three', 'two'])
  })

  test("belong to one account, and are unreadable in the place of another's", async ({
    assert,
  }) => {
    const [one, other] = [await anAccount(), await anAccount()]
    await store(one.id, { A: 'mine' })
    await assert.rejects(() => resolveSecrets(other.id, '${A}'), /A is not stored/)
    await store(other.id, { A: 'theirs' })
    const [row] = await db.from('secrets').where({ account_id: one.id, name: 'A' })
    await db.from('secrets').where({ account_id: other.id, name: 'A' }).update({ value: row.value })
    await db.transaction((trx) =>
      recordChange(trx, {
        accountId: other.id,
        actor: null,
        object: 'secrets.A',
        action: 'updated',
      })
    )
    await assert.rejects(() => resolveSecrets(other.id, '${A}'), /cannot be decrypted/)
  })
})

test.group('history of configuration', () => {
  test('its number grows with every change of the account, and only then', async ({ assert }) => {
    const [one, other] = [await anAccount(), await anAccount()]
    const before = await configClock(one.id)
    await db.transaction((trx) =>
      recordChange(trx, { accountId: other.id, actor: null, object: 'x', action: 'updated' })
    )
    assert.equal(await configClock(one.id), before)
    await db.transaction((trx) =>
      recordChange(trx, { accountId: one.id, actor: null, object: 'x', action: 'updated' })
    )
    assert.isAbove(await configClock(one.id), before)
    assert.isNull(await findAccountByKey('no-such-account'))
  })
})
