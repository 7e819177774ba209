import { test } from '@japa/runner'
import { eraseLead } from '#intake/erase_lead'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { DESK, patch, send, trailOf } from '#tests/functional/crm/desk_support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { makeAccount } from '#tests/helpers/make_account'

const tagsOf = (answer: { body: { tags: { key: string }[] } }) =>
  answer.body.tags.map(({ key }) => key)

test.group('tags', () => {
  test('a lead gets a whole new list of tags; the trail says what came and went, and who did it', async ({
    assert,
  }) => {
    const account = await makeAccount({ blueprint: DESK })
    const api = as(account.token)
    const id = await send(account)
    assert.deepEqual((await api.get(`/leads/${id}`)).body.tags, [])
    const tagged = await patch(account, id, { tags: ['call', 'hot', 'hot'] })
    assert.deepEqual(tagged.body.tags, [
      { key: 'call', name: 'Call back', color: 'grey' },
      { key: 'hot', name: 'Hot', color: 'red' },
    ])
    assert.deepEqual(tagsOf(await patch(account, id, { tags: ['hot'] })), ['hot'])
    // The same again is no change.
    await patch(account, id, { tags: ['hot'] })
    const trail = await trailOf(id, 'lead.tagged')
    assert.deepEqual(
      trail.map(({ added, removed }) => ({ added, removed })),
      [
        { added: ['call', 'hot'], removed: [] },
        { added: [], removed: ['call'] },
      ]
    )
    assert.match(trail[0].actor!, /^token:/)
    const unknown = await patch(account, id, { tags: ['hot', 'gone'] })
    assert.equal(unknown.status, 422)
    assert.deepEqual(unknown.body.errors, [
      { field: 'tags[1]', rule: 'exists', message: 'There is no tag "gone"' },
    ])
    assert.deepEqual(tagsOf(await api.get(`/leads/${id}`)), ['hot'])
  })

  test('tags are kept over the API as everything of the configuration is', async ({ assert }) => {
    const account = await makeAccount()
    const api = as(account.token)
    const made = await api.post('/tags', { key: 'vip', name: 'VIP', color: 'violet' })
    assert.equal(made.status, 201)
    assert.include(made.body, { key: 'vip', name: 'VIP', color: 'violet' })
    assert.equal((await api.post('/tags', { key: 'vip', name: 'Again' })).status, 409)
    const changed = await api.patch('/tags/vip', { color: 'teal' })
    assert.include(changed.body, { name: 'VIP', color: 'teal' })
    const wrong = await api.post('/tags', { key: 'odd', name: 'Odd', color: 'mauve' })
    assert.equal(wrong.status, 422)
    assert.equal(wrong.body.errors[0].field, 'color')
    assert.lengthOf((await api.get('/tags')).body.data, 1)
    assert.equal((await api.delete('/tags/vip')).status, 204)
    assert.equal((await api.get('/tags/vip')).status, 404)
    const stranger = await makeAccount()
    await api.post('/tags', { key: 'ours', name: 'Ours' })
    assert.equal((await as(stranger.token).get('/tags/ours')).status, 404)
  })

  test('a blueprint carries them there and back; the second time nothing changes', async ({
    assert,
  }) => {
    const account = await makeAccount({ blueprint: DESK })
    const api = as(account.token)
    const { body } = await api.get('/blueprint')
    assert.deepEqual(body.tags, DESK.tags)
    assert.deepEqual((await api.put('/blueprint', body)).body.data, [])
    const renamed = { sluice: 1, tags: [{ key: 'hot', name: 'Very hot', color: 'red' }] }
    const { data } = (await api.put('/blueprint', renamed)).body
    assert.deepEqual(
      data.map((one: { action: string; object: string }) => [one.action, one.object]),
      [['update', 'tags.hot']]
    )
  })

  test('an account has 200 tags at most', async ({ assert }) => {
    const account = await makeAccount()
    const tags = Array.from({ length: 200 }, (_, n) => ({ key: `t${n}`, name: `Tag ${n}` }))
    await as(account.token).put('/blueprint', { sluice: 1, tags })
    const more = await as(account.token).post('/tags', { key: 'more', name: 'More' })
    assert.equal(more.status, 422)
    assert.deepInclude(more.body.errors[0], { field: 'key', rule: 'max' })
  })

  test('merged: leads of both have the one that stays, once; found, counted and shown so', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount({ blueprint: DESK })
    const api = as(account.token)
    const user = await makeUser(account.id)
    const [both, one, none] = [await send(account), await send(account), await send(account)]
    await patch(account, both, { tags: ['hot', 'call'] })
    await patch(account, one, { tags: ['call'] })
    const same = await askJson(client, 'post', '/settings/tags/call/merge', user, { into: 'call' })
    same.assertStatus(422)
    const done = await askJson(client, 'post', '/settings/tags/call/merge', user, { into: 'hot' })
    done.assertStatus(204)
    assert.deepEqual(tagsOf(await api.get(`/leads/${both}`)), ['hot'])
    assert.deepEqual(tagsOf(await api.get(`/leads/${one}`)), ['hot'])
    const found = await api.get('/leads?tag=hot')
    assert.sameMembers(
      found.body.data.map(({ id }: { id: string }) => id),
      [both, one]
    )
    const page = await getPage(client, '/settings/tags', user)
    assert.deepEqual(page.inertiaProps.tags, [{ key: 'hot', name: 'Hot', color: 'red', leads: 2 }])
    // The key is free again, and no lead has what is made with it.
    await api.post('/tags', { key: 'call', name: 'Call back' })
    assert.deepEqual(tagsOf(await api.get(`/leads/${one}`)), ['hot'])
    await patch(account, one, { tags: [] })
    assert.deepEqual(tagsOf(await api.get(`/leads/${one}`)), [])
    assert.deepEqual(tagsOf(await api.get(`/leads/${none}`)), [])
  })

  test('deleted: no lead has it any more', async ({ client, assert }) => {
    const account = await makeAccount({ blueprint: DESK })
    const user = await makeUser(account.id)
    const id = await send(account)
    await patch(account, id, { tags: ['hot', 'call'] })
    const gone = await askJson(client, 'delete', '/settings/tags/hot', user)
    gone.assertStatus(204)
    assert.deepEqual(tagsOf(await as(account.token).get(`/leads/${id}`)), ['call'])
    assert.equal((await as(account.token).get('/leads?tag=hot')).status, 422)
    const left = await store.all('select tag_id from lead_tags where lead_id = ?', [id])
    assert.lengthOf(left, 1)
  })

  test('a name is enough to make one; a name that is there already is that tag', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount({ blueprint: DESK })
    const user = await makeUser(account.id)
    const made = await askJson(client, 'post', '/settings/tags', user, { name: 'Rückruf später' })
    made.assertStatus(201)
    assert.include(made.body(), { key: 'ruckruf-spater', name: 'Rückruf später' })
    const again = await askJson(client, 'post', '/settings/tags', user, { name: 'HOT' })
    assert.deepEqual(again.body(), { key: 'hot', name: 'Hot', color: 'red' })
    const taken = await askJson(client, 'patch', '/settings/tags/call', user, { name: 'hot' })
    taken.assertStatus(422)
    const viewer = await makeUser(account.id, 'viewer')
    const refused = await askJson(client, 'post', '/settings/tags', viewer, { name: 'Mine' })
    refused.assertStatus(403)
  })

  test('an erasure takes the tags of the lead with it', async ({ assert }) => {
    const account = await makeAccount({ blueprint: DESK })
    const id = await send(account)
    await patch(account, id, { tags: ['hot'] })
    assert.equal(await eraseLead(account.id, id, null), 'erased')
    assert.deepEqual((await as(account.token).get(`/leads/${id}`)).body.tags, [])
    assert.lengthOf(await store.all('select id from lead_tags where lead_id = ?', [id]), 0)
  })

  test('two changes at once both count', async ({ assert }) => {
    const account = await makeAccount({ blueprint: DESK })
    const id = await send(account)
    await Promise.all([
      patch(account, id, { tags: ['hot'] }),
      patch(account, id, { tags: ['call'] }),
      patch(account, id, { tags: ['hot', 'call'] }),
    ])
    const shown = tagsOf(await as(account.token).get(`/leads/${id}`))
    const counted = await store.all(
      'select t.key from lead_tags l join tags t on t.id = l.tag_id where l.lead_id = ? and l.since is not null',
      [id]
    )
    assert.sameMembers(
      counted.map((row) => row.key as string),
      shown
    )
  })
})
