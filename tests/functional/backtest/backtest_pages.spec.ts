import { setTimeout as pause } from 'node:timers/promises'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type User from '#accounts/models/user'
import { BacktestRunner } from '#distribution/backtest/jobs/backtest_runner'
import { createBacktest } from '#distribution/backtest/jobs/backtests'
import { saveDraft } from '#distribution/configuration/save_draft'
import { loadProfile, loadVersionByNumber } from '#routing/repository'
import { store } from '#store/store'
import { makeMarket, sendMany } from '#tests/functional/backtest/market'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { type TestAccount, makeAccount, startEngine } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'

const PATH = '/profiles/loans'
const today = () => new Date().toISOString().slice(0, 10)

/** A draft without alpha, in which gamma pays more. */
async function draftOf(account: TestAccount) {
  const profile = (await loadProfile(account.id, 'loans'))!
  const live = (await loadVersionByNumber(account.id, profile.id, 1))!
  const form = {
    key: 'loans',
    name: 'Loans',
    entity: 'loan',
    trigger: 'on_arrival',
    price: '10.00',
    strategy: { use: 'first_match' },
    assignments: live.document.assignments
      .filter(({ key }) => key !== 'alpha')
      .map((one) => (one.key === 'gamma' ? { ...one, price: '8.00' } : one)),
  }
  const saved = await saveDraft(account.id, 'loans', form, { actor: null, on: 'draft' })
  if (!saved.ok) throw new Error(JSON.stringify(saved.problem))
}

async function ended(client: ApiClient, id: string, user: User) {
  for (let n = 0; n < 200; n++) {
    const { body } = (await askJson(client, 'get', `${PATH}/backtests/${id}`, user)).response
    if (body.status !== 'running') return body
    await pause(25)
  }
  throw new Error('it does not end')
}

test.group('Pages of backtests', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.setup(() => startEngine())
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('a draft is tested, its result found again, and each changed lead told both ways', async ({
    assert,
    client,
  }) => {
    const { account } = await makeMarket(server)
    const owner = await makeUser(account.id)
    const leads = await sendMany(account.id, 14)
    await draftOf(account)
    const asked = { from: today(), to: today(), version: 0 }
    const started = await askJson(client, 'post', `${PATH}/backtests`, owner, asked)
    started.assertStatus(202)
    const { id } = started.body()
    const { result, names, ...head } = await ended(client, id, owner)
    assert.deepInclude(head, { status: 'done', source: 'draft', version: null })
    assert.equal(result.leads, leads.length)
    assert.isAbove(result.kinds.moved, 0)
    assert.equal(names.alpha, 'alpha')

    const page = await getPage(client, `${PATH}/backtest/${id}`, owner)
    const { opened, backtests, versions } = page.inertiaProps as Record<string, any>
    assert.equal(opened.result.changed, result.changed)
    assert.deepEqual(versions, [1])
    assert.deepEqual(
      backtests.map((one: { id: string; changed: number }) => [one.id, one.changed]),
      [[id, result.changed]]
    )

    const url = `${PATH}/backtests/${id}/changes`
    const list = (await askJson(client, 'get', url, owner)).body()
    assert.lengthOf(list.data, result.changed)
    assert.match(list.data[0].title, /^p\d+@example\.org$/)
    const moved = (await askJson(client, 'get', `${url}?kind=moved`, owner)).body()
    assert.lengthOf(moved.data, result.kinds.moved)
    for (const { lead, live, draft } of moved.data) {
      const told = (await askJson(client, 'get', `${url}/${lead}`, owner)).body()
      const buyers = (side: { rows: { code: string; partner: string }[] }[]) =>
        side.flatMap(({ rows }) =>
          rows.filter(({ code }) => code === 'sold').map(({ partner }) => partner)
        )
      assert.deepEqual([buyers(told.live), buyers(told.draft)], [live, draft])
      assert.equal(told.live[0].version, 1)
      assert.equal(told.live[0].path.at(-1).port, 'sold')
      assert.equal(told.draft[0].path.at(-1).port, 'sold')
      assert.notInclude(JSON.stringify(told.draft), 'alpha')
    }
    const missing = await askJson(client, 'get', `${url}/lead_none`, owner)
    missing.assertStatus(404)

    const file = await client
      .get(`${PATH}/backtests/${id}/download`)
      .withGuard('team')
      .loginAs(owner)
    const lines = file.text().trim().split('\r\n')
    assert.lengthOf(lines, result.changed + 1)
    assert.include(lines[0], '"lead","arrived","kind","live_partners"')
    assert.include(file.text(), '"draft, alpha: has no assignment"')

    // Nothing of a person is kept with a backtest.
    const kept = await store.all('select changes from backtest_changes where backtest_id = ?', [id])
    assert.notInclude(JSON.stringify(kept), 'example.org')
    const { eraseLead } = await import('#intake/erase_lead')
    await eraseLead(account.id, moved.data[0].lead, null)
    const told = (await askJson(client, 'get', `${url}/${moved.data[0].lead}`, owner)).body()
    assert.deepEqual(told, { erased: true, live: [], draft: [] })
  })

  test('who may not configure sees results and starts none; strangers see nothing', async ({
    assert,
    client,
  }) => {
    const { account } = await makeMarket(server)
    await sendMany(account.id, 2)
    const [operator, viewer] = [
      await makeUser(account.id, 'operator'),
      await makeUser(account.id, 'viewer'),
    ]
    const asked = { from: today(), to: today(), version: 1 }
    const refused = await askJson(client, 'post', `${PATH}/backtests`, viewer, asked)
    refused.assertStatus(403)
    const { id } = (await askJson(client, 'post', `${PATH}/backtests`, operator, asked)).body()
    await ended(client, id, operator)
    ;(await askJson(client, 'get', `${PATH}/backtests/${id}`, viewer)).assertStatus(200)
    ;(await askJson(client, 'delete', `${PATH}/backtests/${id}`, viewer)).assertStatus(403)
    ;(await askJson(client, 'delete', `${PATH}/backtests/${id}`, operator)).assertStatus(409)

    const other = await makeMarket(server)
    const stranger = await makeUser(other.account.id)
    const paths = ['', '/changes', '/changes/lead_x', '/download']
    for (const path of paths)
      (await askJson(client, 'get', `${PATH}/backtests/${id}${path}`, stranger)).assertStatus(404)
    ;(await askJson(client, 'delete', `${PATH}/backtests/${id}`, stranger)).assertStatus(404)
    const page = await client
      .get(`${PATH}/backtest/${id}`)
      .withGuard('team')
      .loginAs(stranger)
      .header('accept', 'text/html')
    assert.equal(page.status(), 404)
  })

  test('what a person asks wrongly is refused by name', async ({ client }) => {
    const { account } = await makeMarket(server)
    const owner = await makeUser(account.id)
    const ask = (body: object) => askJson(client, 'post', `${PATH}/backtests`, owner, body)
    ;(await ask({ from: today(), to: '2020-01-01' })).assertStatus(422)
    ;(await ask({ from: today(), to: today(), version: 9 })).assertStatus(422)
    ;(await ask({ from: today() })).assertStatus(422)
    const nobody = await makeUser((await makeAccount({ blueprint: null })).id)
    const answer = await askJson(client, 'post', `${PATH}/backtests`, nobody, {
      from: today(),
      to: today(),
    })
    answer.assertStatus(404)
  })

  test('one whose process died is made anew, and given up when that never helps', async ({
    assert,
  }) => {
    const { account } = await makeMarket(server)
    await sendMany(account.id, 5)
    const profile = (await loadProfile(account.id, 'loans'))!
    const { document } = (await loadVersionByNumber(account.id, profile.id, 1))!
    const now = Date.now()
    const wish = {
      ...{ accountId: account.id, profileId: profile.id, actor: null, document },
      ...{ source: 'version' as const, version: 1, from: now - 86_400_000, to: now },
    }
    const died = (await createBacktest(wish, now))!
    const hopeless = (await createBacktest(wish, now))!
    const left = { owner: 'wrk_dead', owned_until: now - 1, done: 3, phase: 'judging' }
    await db
      .from('backtests')
      .where('id', died)
      .update({ ...left, tries: 1 })
    await db
      .from('backtests')
      .where('id', hopeless)
      .update({ ...left, tries: 3 })
    // What the dead one has written already is not shown twice.
    await db.table('backtest_changes').insert({
      id: `${died}:0`,
      account_id: account.id,
      backtest_id: died,
      number: 0,
      changes: '[{}]',
    })
    await new BacktestRunner().pass()
    const row = async (id: string) => db.from('backtests').where('id', id).first()
    assert.deepInclude(await row(died), { status: 'done', done: 5, changed: 0 })
    assert.deepInclude(await row(hopeless), { status: 'failed', reason: 'interrupted' })
    assert.lengthOf(await db.from('backtest_changes').where('backtest_id', died), 0)
    // Two processes never make one together.
    const shared = (await createBacktest(wish, now))!
    const [one, two] = [new BacktestRunner(), new BacktestRunner()]
    await Promise.all([one.pass(), two.pass()])
    assert.equal((await row(shared)).tries, 1)
  })

  test('not more than three at once, and the oldest make room', async ({ assert }) => {
    const { account, api } = await makeMarket(server)
    const profile = (await loadProfile(account.id, 'loans'))!
    const { document } = (await loadVersionByNumber(account.id, profile.id, 1))!
    const now = Date.now()
    const wish = {
      ...{ accountId: account.id, profileId: profile.id, actor: null, document },
      ...{ source: 'version' as const, version: 1, from: now - 1000, to: now },
    }
    const ids = []
    for (let n = 0; n < 33; n++) {
      const id = await createBacktest(wish, now)
      ids.push(id!)
      await db.from('backtests').where('id', id!).update({ status: 'done', finished_at: now })
    }
    const { body } = await api.get('/profiles/loans/backtests')
    assert.isAtMost(body.data.length, 31)
    assert.equal(body.data[0].id, ids.at(-1))
    // Owned by somebody: nobody here takes them.
    for (let n = 0; n < 3; n++) {
      const id = await createBacktest(wish, now)
      await db
        .from('backtests')
        .where('id', id!)
        .update({ owned_until: now + 60_000 })
    }
    assert.isNull(await createBacktest(wish, now))
    const refused = await api.post('/profiles/loans/backtest', {
      from: new Date(now - 1000).toISOString(),
      to: new Date(now).toISOString(),
    })
    assert.equal(refused.status, 409)
  })
})
