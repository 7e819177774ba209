import { test } from '@japa/runner'
import { lookAgain } from '#billing/invoices/reassess_draft'
import { proveLedger } from '#insights/ledger/prove_ledger'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { GERMAN, OCTOBER, SELLER, billingAccount, book } from '#tests/functional/billing/support'
import { getPage, makeUser } from '#tests/functional/pages/workspace'
import { losingPower } from '#tests/helpers/power_loss'

const ROUNDS = 8

test.group('billing: a draft at which many are at once', () => {
  test('looked at, changed, made anew and finalized at the same moment: nobody fails', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < ROUNDS; round++) {
      const account = await billingAccount()
      const api = as(account)
      const user = await makeUser(account.id, 'finance')
      await book(account, { day: '2026-10-05', amount: 1000, count: 5, partner: 'brightco' })
      const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
      const path = `/invoices/${draft.id}`
      // What was missing is there: whoever looks makes the draft anew.
      await api.patch('/partners/brightco', { billing: GERMAN })
      const wish = {
        revision: draft.revision,
        adjustments: [{ description: 'x', unit_price: '1' }],
      }
      const looks = await Promise.all([
        api.get(path),
        getPage(client, '/invoices', user).then((page) => ({ status: page.status(), body: null })),
        api.patch(path, wish),
        api.post('/invoices/generate', OCTOBER),
        api.get(path),
        api.post(`${path}/finalize`),
        getPage(client, path, user).then((page) => ({ status: page.status(), body: null })),
        api.post('/invoices/generate', OCTOBER),
      ])
      for (const [n, { status, body }] of looks.entries())
        assert.include([2, 5].includes(n) ? [200, 409] : [200], status, JSON.stringify([n, body]))
      const last = await api.post(`${path}/finalize`)
      assert.include([200, 409], last.status)
      assert.equal((await api.get(path)).body.status, 'open')
      assert.deepEqual((await proveLedger(account.account)).faults, [])
    }
  }).timeout(120_000)

  test('a look that cannot be taken shows what is stored', async ({ client, assert }) => {
    const account = await billingAccount()
    const api = as(account)
    const user = await makeUser(account.id, 'finance')
    await book(account, { day: '2026-10-05', amount: 1000, partner: 'brightco' })
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.patch('/partners/brightco', { billing: GERMAN })
    await losingPower(['update', 'invoices'], async () => {
      const shown = await api.get(`/invoices/${draft.id}`)
      assert.equal(shown.status, 200)
      assert.deepEqual(shown.body.problems, draft.problems)
      ;(await getPage(client, '/invoices', user)).assertStatus(200)
    })
    assert.deepEqual((await api.get(`/invoices/${draft.id}`)).body.problems, [])
  })

  test('what all documents are made with is read once for a list of held drafts', async ({
    assert,
  }) => {
    const account = await billingAccount()
    const partners = Array.from({ length: 6 }, (_one, n) => ({ key: `p${n}`, name: `P ${n}` }))
    const form = { sluice: 1, account: SELLER, partners }
    assert.isTrue((await applyBlueprint(account.id, form, { actor: null })).ok)
    for (const { key } of partners)
      await book(account, { day: '2026-10-05', amount: 1000, partner: key })
    await as(account).post('/invoices/generate', OCTOBER)
    for (const { key } of partners) await as(account).patch(`/partners/${key}`, { billing: GERMAN })
    const all = store.all
    let reads = 0
    store.all = (sql, ...rest) => {
      if (/from profiles p join entities/.test(sql)) reads++
      return all.call(store, sql, ...rest)
    }
    try {
      await lookAgain(account.account)
    } finally {
      store.all = all
    }
    assert.equal(reads, 1)
    const drafts = (await as(account).get('/invoices?status=draft')).body.data
    assert.lengthOf(drafts, 6)
    for (const { problems } of drafts) assert.deepEqual(problems, [])
  })
})
