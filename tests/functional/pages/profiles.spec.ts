import { test } from '@japa/runner'
import { as } from '#tests/functional/api/call'
import { makeAccount, someValues } from '#tests/helpers/make_account'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

async function setting(blueprint?: object | null) {
  const account = await makeAccount(blueprint === undefined ? {} : { blueprint })
  return { account, api: as(account), user: await makeUser(account.id, 'operator') }
}

test.group('Pages of profiles', () => {
  test('from an empty account by hand to a lead that is sold', async ({ client, assert }) => {
    const { api, user } = await setting(null)
    const post = (path: string, body: object) => askJson(client, 'post', path, user, body)
    ;(
      await post('/entities', {
        key: 'roof',
        name: 'Roof',
        fields: [{ key: 'email', type: 'email' }],
      })
    ).assertStatus(201)
    ;(await post('/partners', { key: 'tiles', name: 'Tiles' })).assertStatus(201)
    ;(
      await post('/profiles', {
        key: 'roofs',
        name: 'Roofs',
        entity: 'roof',
        trigger: 'on_arrival',
      })
    ).assertStatus(201)

    // Nothing is live yet: a lead is stored, and nobody is asked.
    const values = { email: `a-${Date.now()}@x.example` }
    const early = await api.post('/leads', { entity: 'roof', values }, { prefer: 'wait=5' })
    assert.equal(early.body.status, 'received')
    assert.deepEqual(early.body.distributions, [])

    const page = await getPage(client, '/profiles/roofs/assignments', user)
    const { profile } = page.inertiaProps
    assert.deepInclude(profile, { version: null, drawn: false })
    const draft = {
      base: profile.revision,
      price: '12.50',
      assignments: [{ key: 'tiles', partner: 'tiles', delivery: { use: 'portal' } }],
    }
    const saved = await askJson(client, 'patch', '/profiles/roofs/draft', user, draft)
    saved.assertStatus(200)
    assert.deepEqual(saved.body().problems, [])
    const changes = await askJson(client, 'get', '/profiles/roofs/changes', user)
    assert.includeMembers(
      changes.body().changes.map(({ path }: { path: string }) => path),
      ['price', 'assignments']
    )
    const { revision: base } = changes.body()
    const published = await post('/profiles/roofs/publish', { base })
    published.assertStatus(200)
    assert.equal(published.body().version, 1)

    const sold = await api.post(
      '/leads',
      { entity: 'roof', values: { email: `b-${Date.now()}@x.example` } },
      { prefer: 'wait=10' }
    )
    assert.equal(sold.body.status, 'sold')
    const list = await getPage(client, '/profiles', user, ['figures'])
    assert.deepEqual(list.inertiaProps.figures.roofs, {
      leads: 1,
      sold: 1,
      revenue: { amount: '12.50', currency: 'USD' },
    })
  })

  test('the list counts assignments of what is live, and knows of drafts', async ({
    client,
    assert,
  }) => {
    const { user } = await setting()
    await askJson(client, 'patch', '/profiles/solar-us/draft', user, { assignments: [] })
    const list = await getPage(client, '/profiles', user)
    assert.deepInclude(list.inertiaProps.profiles[0], {
      key: 'solar-us',
      entity: { key: 'solar', name: 'Solar lead' },
      version: 1,
      draft: true,
      assignments: 2,
    })
  })

  test('every page of a profile opens; a draft is worked at where there is one', async ({
    client,
    assert,
  }) => {
    const { api, user } = await setting()
    const values = { ...someValues(), monthly_bill: 200 }
    await api.post('/leads', { entity: 'solar', values }, { prefer: 'wait=10' })
    await askJson(client, 'patch', '/profiles/solar-us/draft', user, { price: '77.00' })
    for (const tab of ['', '/settings', '/assignments', '/versions', '/versions/1']) {
      const page = await getPage(client, `/profiles/solar-us${tab}`, user)
      assert.equal(page.status(), 200, tab)
      assert.equal(page.inertiaProps.profile.form.price, '77.00', tab)
      assert.match(page.inertiaProps.profile.draft.saved_by, /^user:/)
    }
    const version = await getPage(client, '/profiles/solar-us/versions/1', user)
    assert.equal(version.inertiaProps.version.form.price, '20.00')
    const missing = await getPage(client, '/profiles/solar-us/versions/9', user)
    assert.equal(missing.status(), 404)
    const discarded = await askJson(client, 'delete', '/profiles/solar-us/draft', user)
    discarded.assertStatus(204)
    const back = await getPage(client, '/profiles/solar-us', user)
    assert.equal(back.inertiaProps.profile.form.price, '20.00')
    assert.isNull(back.inertiaProps.profile.draft)
  })

  test('problems of a draft are told at their place, and keep it from being published', async ({
    client,
    assert,
  }) => {
    const { user } = await setting()
    const page = await getPage(client, '/profiles/solar-us/assignments', user)
    const { assignments } = page.inertiaProps.profile.form
    assignments[1].delivery = { use: 'webhook', url: 'ftp://x' }
    assignments[1].filter = { field: 'moon', operator: 'is_true' }
    const saved = await askJson(client, 'patch', '/profiles/solar-us/draft', user, { assignments })
    saved.assertStatus(200)
    assert.sameMembers(
      saved.body().problems.map(({ field }: { field: string }) => field),
      ['assignments[1].delivery.url', 'assignments[1].filter.field']
    )
    const refused = await askJson(client, 'post', '/profiles/solar-us/publish', user)
    refused.assertStatus(422)
    // What cannot be read at all is not kept.
    assignments[0].price = 'dear'
    const unread = await askJson(client, 'patch', '/profiles/solar-us/draft', user, { assignments })
    unread.assertStatus(422)
    assert.equal(unread.body().errors[0].field, 'assignments[0].price')
  })

  test('two people at one profile: the second is told what the first did', async ({
    client,
    assert,
  }) => {
    const { account, user } = await setting()
    const other = await makeUser(account.id, 'admin')
    const { profile } = (await getPage(client, '/profiles/solar-us/settings', user)).inertiaProps
    const save = (who: typeof user, price: string, base: string) =>
      askJson(client, 'patch', '/profiles/solar-us/draft', who, { price, base })
    ;(await save(other, '21.00', profile.revision)).assertStatus(200)
    const refused = await save(user, '22.00', profile.revision)
    refused.assertStatus(409)
    const { stale } = refused.body()
    assert.equal(stale.saved_by, `user:${other.email}`)
    assert.deepEqual(stale.changes, [{ path: 'price', from: '21.00', to: '22.00' }])
    ;(await save(user, '22.00', stale.revision)).assertStatus(200)
  })

  test('versions: what each changed, and back again', async ({ client, assert }) => {
    const { user } = await setting()
    for (const price of ['21.00', '22.00']) {
      await askJson(client, 'patch', '/profiles/solar-us/draft', user, { price })
      await askJson(client, 'post', '/profiles/solar-us/publish', user)
    }
    const page = await getPage(client, '/profiles/solar-us/versions', user)
    assert.deepEqual(
      page.inertiaProps.versions.map((one: any) => [one.version, one.live]),
      [
        [3, true],
        [2, false],
        [1, false],
      ]
    )
    const changes = await askJson(client, 'get', '/profiles/solar-us/versions/3/changes', user)
    assert.deepEqual(changes.body().changes, [{ path: 'price', from: '21.00', to: '22.00' }])
    const reverted = await askJson(client, 'post', '/profiles/solar-us/revert', user, {
      version: 1,
    })
    assert.deepInclude(reverted.body(), { version: 1, live: true })
  })

  test('pauses apply at once', async ({ client, assert }) => {
    const { api, user } = await setting()
    const pause = (path: string, paused: boolean) =>
      askJson(client, 'post', `/profiles/solar-us${path}/pause`, user, { paused })
    ;(await pause('/assignments/sunco-west', true)).assertStatus(204)
    const page = await getPage(client, '/profiles/solar-us/assignments', user)
    assert.isTrue(page.inertiaProps.states['sunco-west'].paused)
    ;(await pause('', true)).assertStatus(204)
    const profile = await api.get('/profiles/solar-us')
    assert.isTrue(profile.body.paused)
    ;(await pause('/assignments/nobody', true)).assertStatus(404)
  })

  test('other accounts’ profiles are absent, and who only reads changes nothing', async ({
    client,
    assert,
  }) => {
    const { account, user } = await setting()
    const stranger = (await setting(null)).user
    for (const path of ['', '/settings', '/assignments', '/versions', '/versions/1'])
      assert.equal((await getPage(client, `/profiles/solar-us${path}`, stranger)).status(), 404)
    const writes = [
      ['patch', '/draft'],
      ['post', '/publish'],
      ['delete', ''],
    ] as const
    for (const [method, path] of writes)
      (await askJson(client, method, `/profiles/solar-us${path}`, stranger, {})).assertStatus(404)
    const viewer = await makeUser(account.id, 'viewer')
    for (const [method, path] of writes)
      (await askJson(client, method, `/profiles/solar-us${path}`, viewer, {})).assertStatus(403)
    ;(await askJson(client, 'delete', '/profiles/solar-us', user)).assertStatus(204)
  })
})
