import { test } from '@japa/runner'
import { getConfig } from '#distribution/configuration/configuration'
import { as } from '#tests/functional/api/call'
import { makeAccount, someValues } from '#tests/helpers/make_account'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

const FORM = {
  key: 'roof',
  name: 'Roof lead',
  fields: [{ key: 'email', label: 'E-mail', type: 'email', help: 'Where the offer goes.' }],
}

async function setting() {
  const account = await makeAccount()
  return { account, api: as(account), user: await makeUser(account.id, 'operator') }
}

test.group('Pages of entities', () => {
  test('an entity is made, listed, opened, changed and deleted', async ({ client, assert }) => {
    const { account, user } = await setting()
    const made = await askJson(client, 'post', '/entities', user, FORM)
    made.assertStatus(201)
    assert.deepEqual(made.body(), { key: 'roof' })
    const list = await getPage(client, '/entities', user)
    assert.deepInclude(list.inertiaProps.entities[1], {
      key: 'roof',
      name: 'Roof lead',
      fields: 1,
      profiles: [],
    })
    const page = await getPage(client, '/entities/roof', user)
    assert.equal(page.inertiaProps.entity.fields[0].help, 'Where the offer goes.')

    const { revision: base } = page.inertiaProps
    const change = { base, name: 'Roofs', stages: ['new'], duplicate: null }
    const changed = await askJson(client, 'patch', '/entities/roof', user, change)
    changed.assertStatus(200)
    assert.equal(changed.body().entity.name, 'Roofs')
    const late = await askJson(client, 'patch', '/entities/roof', user, { base, name: 'Tiles' })
    late.assertStatus(409)
    assert.deepEqual(late.body().stale.changes, [{ path: 'name', from: 'Roofs', to: 'Tiles' }])

    const gone = await askJson(client, 'delete', '/entities/roof', user)
    gone.assertStatus(204)
    assert.isNull(await getConfig(account.id, 'entities', 'roof'))
  })

  test('mistakes are told at their field, and a key is taken once', async ({ client, assert }) => {
    const { user } = await setting()
    const wrong = await askJson(client, 'post', '/entities', user, {
      ...FORM,
      fields: [
        { key: 'a', type: 'select' },
        { key: 'b', type: 'soup' },
      ],
    })
    wrong.assertStatus(422)
    assert.deepEqual(
      wrong.body().errors.map(({ field }: { field: string }) => field),
      ['fields[1].type']
    )
    const taken = await askJson(client, 'post', '/entities', user, { ...FORM, key: 'solar' })
    taken.assertStatus(409)
  })

  test('what a change means for stored leads is counted before it is made', async ({
    client,
    assert,
  }) => {
    const { account, api, user } = await setting()
    for (const state of ['CA', 'CA', 'NV', 'TX'])
      await api.post('/leads', { entity: 'solar', values: someValues({ state, ssn: '1' }) })
    const page = await getPage(client, '/entities/solar', user)
    const { entity } = page.inertiaProps
    const fields = entity.fields
      .filter(({ key }: { key: string }) => key !== 'ssn')
      .map((one: { key: string }) => {
        if (one.key === 'state') return { ...one, options: ['CA', 'AZ', 'NV'] }
        return one.key === 'phone' ? { ...one, required: true } : one
      })
    const checked = await askJson(client, 'post', '/entities/solar/check', user, { fields })
    checked.assertStatus(200)
    assert.deepEqual(
      checked
        .body()
        .impacts.map((one: Record<string, unknown>) => [one.kind, one.subject, one.leads]),
      [
        ['required', 'phone', 4],
        ['option_removed', 'state', 1],
        ['field_removed', 'ssn', 4],
      ]
    )
    assert.deepInclude(checked.body(), { looked: 4, complete: true })
    // Nothing was changed by asking.
    const still = await getConfig(account.id, 'entities', 'solar')
    assert.lengthOf(still!.fields as unknown[], 5)
  })

  test('what a profile needs is not taken away', async ({ client, assert }) => {
    const { user } = await setting()
    const page = await getPage(client, '/entities/solar', user)
    const fields = page.inertiaProps.entity.fields.slice(0, 1)
    const checked = await askJson(client, 'post', '/entities/solar/check', user, { fields })
    checked.assertStatus(409)
    assert.match(checked.body().detail, /solar-us/)
    const gone = await askJson(client, 'delete', '/entities/solar', user)
    gone.assertStatus(409)
  })

  test('other accounts’ entities are absent, and who only reads changes nothing', async ({
    client,
    assert,
  }) => {
    const { account, user } = await setting()
    await askJson(client, 'post', '/entities', user, FORM)
    const stranger = (await setting()).user
    assert.equal((await getPage(client, '/entities/roof', stranger)).status(), 404)
    const foreign = await askJson(client, 'patch', '/entities/roof', stranger, { name: 'x' })
    foreign.assertStatus(404)
    const viewer = await makeUser(account.id, 'viewer')
    assert.equal((await getPage(client, '/entities/roof', viewer)).status(), 200)
    for (const [method, path] of [
      ['post', '/entities'],
      ['patch', '/entities/roof'],
      ['post', '/entities/roof/check'],
      ['delete', '/entities/roof'],
    ] as const)
      (await askJson(client, method, path, viewer, {})).assertStatus(403)
  })
})
