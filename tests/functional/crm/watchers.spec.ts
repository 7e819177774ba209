import { test } from '@japa/runner'
import { followTrail } from '#notifications/trail/follow_trail'
import { followWatched } from '#notifications/trail/follow_watched'
import { addRoofs, eventsOf, toldTo, workAccount } from '#tests/functional/crm/work_support'
import { askJson } from '#tests/functional/pages/workspace'
import { startEngine } from '#tests/helpers/make_account'
import { engine } from '#distribution/engine'

const MINUTE = 60_000
const SETTLED = () => Date.now() + 2 * MINUTE

test.group('Watchers and assignees', (group) => {
  group.setup(() => startEngine())

  test('who is given a lead is told by whom, watches it, and may stop', async ({
    client,
    assert,
  }) => {
    const { people, lead, api } = await workAccount({
      ada: { role: 'operator', name: 'Ada North' },
      bob: { role: 'finance', name: 'Bob South' },
    })
    const { ada, bob } = people
    const id = await lead({ first_name: 'Ann', last_name: 'Miller' })
    const give = (assignee: string | null) =>
      askJson(client, 'patch', `/leads/${id}`, ada, { assignee })
    ;(await give(bob.email)).assertStatus(204)
    await give(bob.email)
    assert.deepEqual(await eventsOf(id, 'lead.assigned'), [
      { actor: `user:${ada.email}`, data: { from: null, to: bob.email } },
    ])
    await followTrail(Date.now())
    const told = await toldTo(client, bob)
    assert.lengthOf(told, 1)
    assert.equal(told[0].kind, 'lead_assigned')
    assert.match(told[0].title, /^Ada North assigned .+ to you$/)
    assert.equal(told[0].href, `/leads/${id}`)
    assert.deepEqual(await toldTo(client, ada), [])

    const emails = async () =>
      (await api.get(`/leads/${id}/watchers`)).body.data.map((one: { email: string }) => one.email)
    assert.deepEqual(await emails(), [bob.email])
    const own = { email: bob.email }
    ;(await askJson(client, 'delete', `/leads/${id}/watchers`, bob, own)).assertStatus(204)
    assert.deepEqual(await emails(), [])
    // Given to somebody of no team: it is kept, and told to nobody.
    await give('outside@else.example')
    await give(null)
    await followTrail(Date.now())
    assert.deepEqual(
      (await eventsOf(id, 'lead.assigned')).map(({ data }) => data),
      [
        { from: null, to: bob.email },
        { from: bob.email, to: 'outside@else.example' },
        { from: 'outside@else.example', to: null },
      ]
    )
    assert.lengthOf(await toldTo(client, bob), 1)
  })

  test('watchers hear what others do: notes, stages and how it was sold', async ({
    client,
    assert,
  }) => {
    const { people, lead } = await workAccount({
      ada: { role: 'operator', name: 'Ada North' },
      bob: 'viewer',
      cleo: 'operator',
    })
    const { ada, bob, cleo } = people
    const id = await lead()
    await engine.waiters.wait(id, 10_000)
    for (const who of [ada, bob])
      (await askJson(client, 'put', `/leads/${id}/watchers`, who, {})).assertStatus(204)
    await askJson(client, 'post', `/leads/${id}/notes`, ada, { text: 'Called' })
    await askJson(client, 'patch', `/leads/${id}`, ada, { stage: 'qualified' })
    await askJson(client, 'post', `/leads/${id}/distributions`, cleo, { profile: 'solar-us' })
    await engine.waiters.wait(id, 10_000)
    await followWatched(SETTLED())
    await followWatched(SETTLED())
    const told = await toldTo(client, bob)
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['lead_activity', 'lead_activity', 'lead_activity']
    )
    assert.match(told[0].title, /^Ada North wrote a note at /)
    assert.match(told[1].title, /^Ada North moved .+ to qualified$/)
    assert.match(told[2].title, /^(Sold|Not sold): /)
    assert.lengthOf(await toldTo(client, ada), 1, 'of their own doing nobody hears')
    assert.deepEqual(await toldTo(client, cleo), [])
  })

  test('others are added by who acts on leads, of those who can open it', async ({
    client,
    assert,
  }) => {
    const {
      id: account,
      people,
      lead,
      api,
    } = await workAccount({
      ada: 'operator',
      eve: 'viewer',
      roof: { role: 'operator', entities: ['roof'] },
    })
    await addRoofs(account)
    const id = await lead()
    const path = `/leads/${id}/watchers`
    const by = (who: keyof typeof people, email: string) =>
      askJson(client, 'put', path, people[who], { email })
    ;(await by('eve', people.ada.email)).assertStatus(403)
    ;(await by('eve', people.eve.email)).assertStatus(204)
    ;(await by('ada', people.eve.email)).assertStatus(204)
    const blind = await by('ada', people.roof.email)
    blind.assertStatus(422)
    assert.containsSubset(blind.body().errors, [{ field: 'email', rule: 'entity' }])
    const added = await api.put(path, { email: people.ada.email })
    assert.equal(added.status, 200, JSON.stringify(added.body))
    assert.lengthOf(added.body.data, 2)
    const unknown = await api.put(path, { email: 'nobody@else.example' })
    assert.equal(unknown.status, 422)
  })
})
