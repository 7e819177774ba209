import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import AccountModel from '#accounts/models/account'
import { createAccount } from '#accounts/create_account'
import { appKeys } from '#config/encryption'
import { accountKey, rewrapAccountKeys } from '#entities/account_keys'
import {
  createAccountKey,
  decryptField,
  encryptField,
  openAccountKey,
} from '#entities/field_crypto'
import { parseEntity } from '#entities/parse_entity'
import {
  findEntity,
  loadEntities,
  loadEntityById,
  removeEntity,
  saveEntity,
} from '#entities/repository'
import type { EntityDefinition } from '#entities/types'

let number = 0

async function newAccount(keys = appKeys): Promise<string> {
  const created = await createAccount(
    {
      key: `entities-${Date.now()}-${number++}`,
      name: 'Test',
      country: 'US',
      currency: 'USD',
      timeZone: 'UTC',
      dataKey: createAccountKey(keys).wrapped,
    },
    { actor: null, now: Date.now() }
  )
  if (!created.ok) throw new Error(JSON.stringify(created.problem))
  return created.value.account.id
}

function solar(change: (definition: EntityDefinition) => void = () => {}): EntityDefinition {
  const parsed = parseEntity(
    {
      key: 'solar',
      name: 'Solar lead',
      duplicate: { keys: ['email'], within_days: 30 },
      stages: ['new', 'closed'],
      fields: [
        { key: 'email', type: 'email', required: true },
        { key: 'state', type: 'select', options: ['CA', 'NV'], default: 'CA' },
        { key: 'owner', type: 'checkbox', default: false },
        { key: 'ssn', type: 'text', encrypted: true },
      ],
    },
    ''
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  change(parsed.value)
  return parsed.value
}

const save = (accountId: string, definition: EntityDefinition, now?: number) =>
  db.transaction((trx) => saveEntity(trx, accountId, definition, now))
const fieldIds = async (entityId: string): Promise<Record<string, string>> => {
  const rows = await db.from('fields').where('entity_id', entityId)
  return Object.fromEntries(rows.map((row) => [row.key, row.id]))
}

test.group('entities in the database', () => {
  test('are read back as they were written', async ({ assert }) => {
    const account = await newAccount()
    const saved = await save(account, solar())
    assert.deepEqual(saved, { ...solar(), id: saved.id, accountId: account })
    assert.deepEqual(await findEntity(account, 'solar'), saved)
    assert.deepEqual(await loadEntityById(account, saved.id), saved)
    assert.deepEqual(await loadEntities(account), [saved])
  })

  test('belong to their account', async ({ assert }) => {
    const [mine, other] = [await newAccount(), await newAccount()]
    const saved = await save(mine, solar())
    assert.isNull(await findEntity(other, 'solar'))
    assert.isNull(await loadEntityById(other, saved.id))
    assert.deepEqual(await loadEntities(other), [])
    assert.isFalse(await db.transaction((trx) => removeEntity(trx, other, saved.id)))
  })

  test('saving the same again touches nothing', async ({ assert }) => {
    const account = await newAccount()
    const { id } = await save(account, solar(), 1000)
    const before = await fieldIds(id)
    await save(account, solar(), 2000)
    const row = await db.from('entities').where('id', id).firstOrFail()
    assert.equal(Number(row.updated_at), 1000)
    assert.deepEqual(await fieldIds(id), before)
  })

  test('fields keep their identity, come and go, and stay in order', async ({ assert }) => {
    const account = await newAccount()
    const { id } = await save(account, solar())
    const before = await fieldIds(id)
    const changed = solar((definition) => {
      const [email, state, owner] = definition.fields
      const bill = { ...email, key: 'bill', label: 'Bill', type: 'number' as const }
      definition.fields = [bill, { ...state, label: 'US state', default: null }, owner, email]
      definition.duplicate = null
    })
    const saved = await save(account, changed)
    assert.equal(saved.id, id)
    assert.deepEqual(await findEntity(account, 'solar'), saved)
    const after = await fieldIds(id)
    assert.equal(after.email, before.email)
    assert.sameMembers(Object.keys(after), ['bill', 'state', 'owner', 'email'])
  })

  test('go only when no lead refers to them', async ({ assert }) => {
    const account = await newAccount()
    const entity = await save(account, solar())
    const remove = () => db.transaction((trx) => removeEntity(trx, account, entity.id))
    const lead = `lead_test_${Date.now()}`
    await db.table('leads').insert({
      id: lead,
      account_id: account,
      entity_id: entity.id,
      status: 'received',
      values: '{}',
      created_at: 1,
      updated_at: 1,
    })
    assert.isFalse(await remove())
    await db.from('leads').where('id', lead).delete()
    assert.isTrue(await remove())
    assert.deepEqual(await fieldIds(entity.id), {})
  })
})

test.group('field keys of accounts', () => {
  test('each account opens its own, once', async ({ assert }) => {
    const [one, other] = [await newAccount(), await newAccount()]
    const text = encryptField(await accountKey(one), 'ssn', 'x')
    assert.strictEqual(await accountKey(one), await accountKey(one))
    assert.equal(decryptField(await accountKey(one), 'ssn', text), 'x')
    const foreign = await accountKey(other)
    assert.throws(() => decryptField(foreign, 'ssn', text), /tampered/)
    await assert.rejects(() => accountKey('acc_nobody'), /There is no account/)
  })

  test('rotation wraps them by the first APP_KEY', async ({ assert }) => {
    const old = 'an app key of former times, long enough'
    const account = await newAccount([old])
    const before = await AccountModel.findOrFail(account)
    const text = encryptField(openAccountKey(before.dataKey, [old]), 'ssn', 'x')
    appKeys.push(old)
    try {
      assert.isAtLeast(await rewrapAccountKeys(), 1)
      assert.equal(await rewrapAccountKeys(), 0)
    } finally {
      appKeys.pop()
    }
    assert.equal(decryptField(await accountKey(account), 'ssn', text), 'x')
  })
})
