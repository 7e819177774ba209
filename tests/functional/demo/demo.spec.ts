import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import User from '#accounts/models/user'
import { findAccountByKey } from '#accounts/repository'
import { sandboxUrl } from '#config/sandbox'
import { updateConfig } from '#distribution/configuration/configuration'
import { provisionAccount } from '#distribution/configuration/provision_account'
import { ACCOUNT_TABLES, eraseDemo } from '#distribution/demo/erase_demo'
import { DEMO_KEY, DEMO_OWNER, loadDemo } from '#distribution/demo/load_demo'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { makeAccount, someValues, startEngine } from '#tests/helpers/make_account'

async function loaded() {
  const done = await loadDemo()
  if (done.type !== 'loaded') throw new Error(`the demo was ${done.type}`)
  const account = await findAccountByKey(DEMO_KEY)
  return { ...done.demo, accountId: account!.id }
}

const rowsOf = async (accountId: string) => {
  const counts: Record<string, number> = {}
  for (const table of ACCOUNT_TABLES.filter((name) => name !== 'lead_revisions')) {
    const [{ n }] = await db.from(table).where('account_id', accountId).count('* as n')
    counts[table] = Number(n)
  }
  return counts
}

/** Resolves when no lead waits for a partner's answer any more but those that people decide about. */
async function flowed(accountId: string) {
  for (;;) {
    const open = await store.all(
      `select id from distributions where account_id = ? and (status = 'queued' or (status = 'running' and wake_at is null))`,
      [accountId]
    )
    if (open.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test.group('demo', (group) => {
  group.setup(() => startEngine())
  group.each.setup(async () => {
    await eraseDemo()
    return async () => void (await eraseDemo())
  })

  test('leads flow to the sandbox; login and token work', async ({ assert }) => {
    const demo = await loaded()
    assert.isAbove(demo.leads, 60)
    await flowed(demo.accountId)
    const { body } = await as(demo).get('/leads?status=sold&limit=200')
    assert.isAbove(body.data.length, 60)
    const statuses = await store.all(
      'select distinct status from deliveries where account_id = ?',
      [demo.accountId]
    )
    assert.includeMembers(
      statuses.map(({ status }) => status),
      ['accepted', 'rejected', 'sent', 'waiting']
    )
    const user = await User.findByOrFail('email', demo.email)
    assert.isTrue(await hash.verify(user.password, demo.password))
  })

  test('loaded again it stays as it is', async ({ assert }) => {
    const { accountId } = await loaded()
    await flowed(accountId)
    const before = await rowsOf(accountId)
    assert.equal((await loadDemo()).type, 'there')
    assert.deepEqual(await rowsOf(accountId), before)
  })

  test('begun by a start that did not end, it is completed', async ({ assert }) => {
    const wish = { key: DEMO_KEY, country: 'DE', owner: DEMO_OWNER }
    const begun = await provisionAccount(wish, { actor: null, now: Date.now() })
    assert.isTrue(begun.ok)
    const demo = await loaded()
    assert.isAbove(demo.leads, 60)
    const user = await User.findByOrFail('email', demo.email)
    assert.isTrue(await hash.verify(user.password, demo.password))
  })

  test('on an install with data of others it comes only when it is asked for', async ({
    assert,
  }) => {
    await makeAccount()
    assert.equal((await loadDemo({ ifEmpty: true })).type, 'not_empty')
    assert.isNull(await findAccountByKey(DEMO_KEY))
  })

  test('after a start on another port its partners are where the app is', async ({ assert }) => {
    const { accountId } = await loaded()
    const url = async () => {
      const found = await store.all(
        'select v.document from profiles p join profile_versions v on v.id = p.live_version_id where p.account_id = ? and p.key = ?',
        [accountId, 'loan-shared']
      )
      return JSON.parse(found[0].document as string).assignments[1].delivery.url as string
    }
    assert.isTrue((await url()).startsWith(sandboxUrl))
    const other = {
      key: 'finanzo-large',
      partner: 'finanzo',
      delivery: { use: 'webhook', url: 'http://127.0.0.1:9/sandbox/partners/finanzo' },
    }
    const moved = await updateConfig(
      accountId,
      'profiles',
      'loan-shared',
      { assignments: [other, { ...other, key: 'b' }] },
      { actor: null }
    )
    assert.isTrue(moved.ok)
    assert.equal((await loadDemo()).type, 'there')
    assert.equal(await url(), `${sandboxUrl}finanzo`)
  })

  test('a reset takes all of it and nothing of anybody else; the ledger is guarded as before', async ({
    assert,
  }) => {
    const other = await makeAccount()
    const sent = await as(other).post(
      '/leads',
      { entity: 'solar', values: someValues() },
      { prefer: 'wait=10' }
    )
    assert.equal(sent.body.status, 'sold')
    const before = await rowsOf(other.id)
    const demo = await loaded()
    await flowed(demo.accountId)
    assert.isTrue(await eraseDemo())
    assert.deepEqual(await rowsOf(other.id), before)
    for (const [table, n] of Object.entries(await rowsOf(demo.accountId))) assert.equal(n, 0, table)
    assert.isNull(await User.findBy('email', demo.email))
    for (const table of ['postings', 'events']) {
      await assert.rejects(
        () => db.from(table).where('account_id', other.id).delete(),
        /append-only/
      )
      await assert.rejects(
        () => db.from(table).where('account_id', other.id).update({ at: 1 }),
        /append-only/
      )
    }
  })

  test('no table of accounts is forgotten', async ({ assert }) => {
    const tables = await db.connection().getAllTables(['public'])
    const known: string[] = []
    for (const name of tables)
      if (await db.connection().schema.hasColumn(name, 'account_id')) known.push(name)
    assert.sameMembers(
      known,
      ACCOUNT_TABLES.filter((name) => name !== 'lead_revisions')
    )
  })
})
