import { test } from '@japa/runner'
import { loadPartner } from '#partners/repository'
import { as } from '#tests/functional/api/call'
import { makeAccount, someValues } from '#tests/helpers/make_account'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

async function setting() {
  const account = await makeAccount()
  return { account, api: as(account), user: await makeUser(account.id, 'operator') }
}

type Setting = Awaited<ReturnType<typeof setting>>

/** Sells so many leads to sunco. */
async function sell({ api }: Setting, times: number) {
  for (let i = 0; i < times; i++)
    await api.post('/leads', { entity: 'solar', values: someValues() }, { prefer: 'wait=10' })
}

test.group('Pages of partners', () => {
  test('the list shows caps by their use, and figures of each', async ({ client, assert }) => {
    const all = await setting()
    await all.api.patch('/partners/sunco', { caps: { day: 5, spend_month: '100.00' } })
    await sell(all, 2)
    const list = await getPage(client, '/partners', all.user)
    const [bright, sun] = list.inertiaProps.partners
    assert.deepEqual([bright.key, bright.caps], ['brightco', []])
    assert.deepEqual(
      sun.caps.map(({ window, limit, used }: any) => [window, limit, used]),
      [
        ['day', 5, 2],
        ['spend_month', '100.00', '50.00'],
      ]
    )
    const later = await getPage(client, '/partners', all.user, ['figures'])
    const { figures } = later.inertiaProps
    assert.deepInclude(figures.sunco, {
      today: 2,
      revenue: { amount: '50.00', currency: 'USD' },
      acceptance: 1,
      decided: 2,
    })
    assert.isString(figures.sunco.lastDelivery)
  })

  test('a partner is made, opened on every tab, changed and deleted', async ({
    client,
    assert,
  }) => {
    const { user } = await setting()
    const form = { key: 'amco', name: 'AmCo', email: 'a@amco.example', time_zone: 'Europe/Berlin' }
    const made = await askJson(client, 'post', '/partners', user, form)
    made.assertStatus(201)
    for (const tab of ['', '/details', '/caps', '/deliveries', '/statistics', '/access']) {
      const page = await getPage(client, `/partners/amco${tab}`, user)
      assert.equal(page.status(), 200, tab)
      assert.equal(page.inertiaProps.partner.form.name, 'AmCo')
    }
    const { partner } = (await getPage(client, '/partners/amco/details', user)).inertiaProps
    const change = { base: partner.revision, billing: { legal_name: 'AmCo Ltd', country: 'US' } }
    const changed = await askJson(client, 'patch', '/partners/amco', user, change)
    changed.assertStatus(200)
    assert.equal(changed.body().form.billing.legal_name, 'AmCo Ltd')
    const wrong = await askJson(client, 'patch', '/partners/amco', user, {
      billing: { country: 'XX' },
      caps: { day: -1 },
    })
    assert.deepEqual(
      wrong.body().errors.map(({ field }: { field: string }) => field),
      ['caps.day', 'billing.country']
    )
    ;(await askJson(client, 'delete', '/partners/amco', user)).assertStatus(204)
    assert.equal((await getPage(client, '/partners/amco', user)).status(), 404)
    ;(await askJson(client, 'delete', '/partners/sunco', user)).assertStatus(409)
  })

  test('a page of a partner tells where it stands, what it got and what it paid', async ({
    client,
    assert,
  }) => {
    const all = await setting()
    await sell(all, 1)
    const page = await getPage(client, '/partners/sunco', all.user)
    assert.deepInclude(page.inertiaProps.assignments[0], {
      profile: { key: 'solar-us', name: 'Solar US', paused: false },
      channel: 'portal',
      entity: 'solar',
      draft: false,
    })
    const deliveries = await getPage(client, '/partners/sunco/deliveries', all.user)
    assert.deepInclude(deliveries.inertiaProps.deliveries[0], { status: 'sent', attempts: 1 })
    const { statistics } = (await getPage(client, '/partners/sunco/statistics?days=7', all.user))
      .inertiaProps
    assert.deepEqual(statistics.byStatus, { sent: 1 })
    assert.lengthOf(statistics.months, 12)
    assert.deepInclude(statistics.months[11], {
      sold: 1,
      net: { amount: '25.00', currency: 'USD' },
    })
  })

  test('a pause says what it means, and stops the partner at once', async ({ client, assert }) => {
    const all = await setting()
    await sell(all, 1)
    const effect = await askJson(client, 'get', '/partners/sunco/pause', all.user)
    assert.deepEqual(effect.body(), { assignments: 1, sold_today: 1, open: 0 })
    const paused = await askJson(client, 'post', '/partners/sunco/pause', all.user, {
      paused: true,
    })
    paused.assertStatus(204)
    assert.isTrue((await loadPartner(all.account.id, 'sunco'))!.paused)
    const nobody = await askJson(client, 'post', '/partners/nobody/pause', all.user, {
      paused: true,
    })
    nobody.assertStatus(404)
  })

  test('a signing secret is shown once; a new one signs beside the old until that is retired', async ({
    client,
    assert,
  }) => {
    const { account, user } = await setting()
    const secrets = async () => (await loadPartner(account.id, 'sunco'))!.signingSecrets
    const [first] = await secrets()
    const page = await getPage(client, '/partners/sunco/access', user)
    assert.deepEqual(page.inertiaProps.signing, { count: 1, shown_at: null, shown_by: null })
    assert.notInclude(page.text(), first)

    const path = '/partners/sunco/signing-secret'
    const shown = await askJson(client, 'post', path, user)
    assert.equal(shown.body().secret, first)
    ;(await askJson(client, 'post', path, user)).assertStatus(409)

    const rotated = await askJson(client, 'post', `${path}/rotate`, user)
    assert.deepInclude(rotated.body(), { count: 2 })
    assert.deepEqual(await secrets(), [rotated.body().secret, first])
    const retired = await askJson(client, 'post', `${path}/retire`, user)
    assert.deepInclude(retired.body(), { count: 1 })
    assert.deepEqual(await secrets(), [rotated.body().secret])

    const stranger = (await setting()).user
    const viewer = await makeUser(account.id, 'viewer')
    const own = (await loadPartner(account.id, 'sunco'))!.key
    assert.equal(own, 'sunco')
    ;(await askJson(client, 'post', `${path}/rotate`, viewer)).assertStatus(403)
    // The stranger has a sunco too: only that one changes.
    await askJson(client, 'post', `${path}/rotate`, stranger)
    assert.deepEqual(await secrets(), [rotated.body().secret])
  })

  test('other accounts’ partners are absent', async ({ client, assert }) => {
    const own = await setting()
    await askJson(client, 'post', '/partners', own.user, { key: 'mine', name: 'Mine' })
    const stranger = (await setting()).user
    for (const path of ['/partners/mine', '/partners/mine/caps', '/partners/mine/statistics'])
      assert.equal((await getPage(client, path, stranger)).status(), 404, path)
    for (const [method, path] of [
      ['patch', '/partners/mine'],
      ['delete', '/partners/mine'],
      ['post', '/partners/mine/signing-secret'],
      ['post', '/partners/mine/signing-secret/rotate'],
    ] as const)
      (await askJson(client, method, path, stranger, {})).assertStatus(404)
  })
})
