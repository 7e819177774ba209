import { test } from '@japa/runner'
import { stringify } from 'yaml'
import { getConfig } from '#distribution/configuration/configuration'
import { as } from '#tests/functional/api/call'
import { SMALL_BLUEPRINT, makeAccount } from '#tests/helpers/make_account'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

async function setting(blueprint: object | null = SMALL_BLUEPRINT) {
  const account = await makeAccount({ blueprint })
  return { account, api: as(account), user: await makeUser(account.id, 'operator') }
}

test.group('Page of the blueprint', () => {
  test('goes out as YAML and JSON, on the page and as a file', async ({ client, assert }) => {
    const { user, account } = await setting()
    const page = await getPage(client, '/blueprint', user, ['text'])
    assert.match(page.inertiaProps.text.yaml, /key: solar-us/)
    assert.equal(JSON.parse(page.inertiaProps.text.json).profiles[0].key, 'solar-us')
    const file = await client.get('/blueprint/download/yml').withGuard('team').loginAs(user)
    assert.include(file.header('content-disposition'), `${account.key}.yml`)
    assert.equal(file.text(), page.inertiaProps.text.yaml)
  })

  test('comes in: first what would change, then the change', async ({ client, assert }) => {
    const { account, user } = await setting(null)
    const text = stringify(SMALL_BLUEPRINT)
    const checked = await askJson(client, 'post', '/blueprint/check', user, { text })
    assert.deepEqual(checked.body().problems, [])
    assert.include(
      checked.body().changes.map(({ object }: { object: string }) => object),
      'profiles.solar-us'
    )
    assert.isNull(await getConfig(account.id, 'profiles', 'solar-us'))
    const { clock } = checked.body()
    const applied = await askJson(client, 'post', '/blueprint/apply', user, { text, clock })
    applied.assertStatus(200)
    assert.deepEqual(applied.body().changes, checked.body().changes)
    assert.isNotNull(await getConfig(account.id, 'profiles', 'solar-us'))
    // The account is another one now than when the changes were shown.
    const again = await askJson(client, 'post', '/blueprint/apply', user, { text, clock })
    again.assertStatus(409)
  })

  test('every mistake has its path and line', async ({ client, assert }) => {
    const { user } = await setting()
    const wrong = structuredClone(SMALL_BLUEPRINT) as any
    wrong.partners[0].time_zone = 'Mars'
    wrong.profiles[0].assignments[1].price = 'dear'
    const text = stringify(wrong)
    const checked = await askJson(client, 'post', '/blueprint/check', user, { text })
    const lines = text.split('\n')
    const { problems } = checked.body()
    assert.deepEqual(
      problems.map(({ field }: { field: string }) => field),
      ['partners[0].time_zone', 'profiles[0].assignments[1].price']
    )
    for (const { line, field } of problems)
      assert.include(lines[line - 1], field.split('.').at(-1)!)
    const broken = await askJson(client, 'post', '/blueprint/check', user, {
      text: 'sluice: 1\nentities: [',
    })
    assert.equal(broken.body().problems[0].rule, 'syntax')
    assert.isNumber(broken.body().problems[0].line)
  })

  test('what the file does not name goes only when that is asked for', async ({
    client,
    assert,
  }) => {
    const { account, user } = await setting()
    await askJson(client, 'post', '/partners', user, { key: 'extra', name: 'Extra' })
    const text = JSON.stringify(SMALL_BLUEPRINT)
    const kept = await askJson(client, 'post', '/blueprint/check', user, { text })
    assert.deepEqual(kept.body().changes, [])
    assert.deepEqual(kept.body().unnamed, ['partners.extra'])
    const pruned = await askJson(client, 'post', '/blueprint/check', user, { text, prune: true })
    assert.deepEqual(pruned.body().changes, [{ action: 'delete', object: 'partners.extra' }])
    await askJson(client, 'post', '/blueprint/apply', user, { text })
    assert.isNotNull(await getConfig(account.id, 'partners', 'extra'))
    await askJson(client, 'post', '/blueprint/apply', user, { text, prune: true })
    assert.isNull(await getConfig(account.id, 'partners', 'extra'))
  })

  test('who only reads applies nothing', async ({ client }) => {
    const { account } = await setting()
    const viewer = await makeUser(account.id, 'viewer')
    for (const path of ['/blueprint/check', '/blueprint/apply'])
      (await askJson(client, 'post', path, viewer, { text: 'sluice: 1' })).assertStatus(403)
  })
})
