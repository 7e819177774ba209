import { test } from '@japa/runner'
import { LeadIndexer } from '#distribution/lead_search/indexer'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { DESK, patch, send } from '#tests/functional/crm/desk_support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { makeAccount } from '#tests/helpers/make_account'

const query = (params: Record<string, string>) => new URLSearchParams(params).toString()
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)

/** Blocks of 4, and nobody is too young for one. */
async function index() {
  await store.all('update lead_followers set owned_until = 0 returning id')
  await new LeadIndexer({ size: 4, holdMs: -10_000, lagMs: 0 }).pass()
}

test.group('leads by tag and assignee', (group) => {
  group.each.teardown(async () => {
    await store.all('delete from lead_followers returning id')
  })

  test('found by lead and by index alike, also what changed since', async ({ client, assert }) => {
    const account = await makeAccount({ blueprint: DESK })
    const user = await makeUser(account.id)
    const ids: string[] = []
    for (let n = 0; n < 8; n++) ids.push(await send(account))
    await patch(account, ids[0], { tags: ['hot'], assignee: user.email })
    await patch(account, ids[1], { tags: ['call'], assignee: 'bob@mail.example' })
    await patch(account, ids[2], { tags: ['hot', 'call'] })
    const ask = async (params: Record<string, string>) => {
      const answer = await askJson(client, 'get', `/leads/search?${query(params)}`, user)
      return idsOf(answer.body().data).sort()
    }
    const check = async () => {
      assert.deepEqual(await ask({ tag: 'hot' }), [ids[0], ids[2]])
      assert.deepEqual(await ask({ tag: 'hot,call' }), [ids[0], ids[1], ids[2]])
      assert.deepEqual(await ask({ assignee: 'me' }), [ids[0]])
      assert.deepEqual(await ask({ assignee: `bob@mail.example,${user.email}` }), [ids[0], ids[1]])
      assert.deepEqual(await ask({ assignee: 'me,nobody' }), [ids[0], ...ids.slice(2)])
      assert.deepEqual(await ask({ tag: 'hot', assignee: 'nobody' }), [ids[2]])
    }
    await check()
    await index()
    const [block] = await store.all('select built from lead_blocks where account_id = ?', [
      account.id,
    ])
    assert.isNotNull(block.built)
    await check()
    // Changed, and not followed yet; then followed.
    await patch(account, ids[0], { tags: [], assignee: null })
    await patch(account, ids[7], { tags: ['hot'], assignee: user.email })
    for (const follow of [false, true]) {
      if (follow) await index()
      assert.deepEqual(await ask({ tag: 'hot' }), [ids[2], ids[7]])
      assert.deepEqual(await ask({ assignee: 'me' }), [ids[7]])
      assert.notInclude(await ask({ assignee: 'nobody' }), ids[7])
      assert.include(await ask({ assignee: 'nobody' }), ids[0])
    }
    // A tag that became another is found by that, without a look at the leads.
    const merged = await askJson(client, 'post', '/settings/tags/call/merge', user, { into: 'hot' })
    merged.assertStatus(204)
    assert.deepEqual(await ask({ tag: 'hot' }), [ids[1], ids[2], ids[7]])
  })

  test('the API asks the same; a tag that is not there is said so', async ({ assert }) => {
    const account = await makeAccount({ blueprint: DESK })
    const api = as(account.token)
    const [a, b] = [await send(account), await send(account)]
    await patch(account, a, { tags: ['hot'], assignee: 'ann@mail.example' })
    const ask = async (params: Record<string, string>) =>
      idsOf((await api.get(`/leads?${query(params)}`)).body.data)
    assert.deepEqual(await ask({ tag: 'hot' }), [a])
    assert.deepEqual(await ask({ assignee: 'ann@mail.example' }), [a])
    assert.deepEqual(await ask({ assignee: 'nobody' }), [b])
    const wrong = await api.get('/leads?tag=gone')
    assert.equal(wrong.status, 422)
    assert.deepInclude(wrong.body.errors[0], { field: 'tag', rule: 'exists' })
  })

  test('saved views keep them, each person’s “me” is their own; files have the columns', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount({ blueprint: DESK })
    const [ann, bob] = [await makeUser(account.id), await makeUser(account.id)]
    const id = await send(account)
    await patch(account, id, { tags: ['call', 'hot'], assignee: ann.email })
    const view = await askJson(client, 'post', '/leads/views', ann, {
      ...{ name: 'Mine', shared: true, sort: 'newest' },
      filter: { assignee: ['me'], tag: ['hot'] },
    })
    view.assertStatus(201)
    assert.deepEqual(view.body().filter, { assignee: ['me'], tag: ['hot'] })
    const asked = `/leads?${query({ assignee: 'me', tag: 'hot' })}`
    const shown = async (user: typeof ann) =>
      idsOf((await getPage(client, asked, user)).inertiaProps.page.data)
    assert.deepEqual(await shown(ann), [id])
    assert.deepEqual(await shown(bob), [])
    const file = query({ format: 'csv', assignee: 'me', columns: 'lead.assignee,lead.tags' })
    const csv = await askJson(client, 'get', `/leads/export?${file}`, ann)
    assert.equal(csv.text(), `\ufeff"Assignee","Tags"\r\n"${ann.email}","Call back, Hot"\r\n`)
  })

  test('the page shows rows with their tags, and what can be chosen', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount({ blueprint: DESK })
    const user = await makeUser(account.id)
    const id = await send(account)
    await patch(account, id, { tags: ['hot'] })
    const { page, choices } = (await getPage(client, '/leads', user)).inertiaProps
    assert.deepEqual(page.data[0].tags, [{ key: 'hot', name: 'Hot', color: 'red' }])
    assert.deepEqual(
      choices.tags.map(({ key }: { key: string }) => key),
      ['call', 'hot']
    )
    assert.deepInclude(choices.team, { email: user.email, name: user.name ?? null })
  })
})
