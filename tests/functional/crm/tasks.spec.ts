import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { watchTasks } from '#notifications/trail/watch_tasks'
import {
  addRoofs,
  eventsOf,
  newLead,
  toldTo,
  workAccount,
} from '#tests/functional/crm/work_support'
import { askJson, getPage } from '#tests/functional/pages/workspace'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const dayIn = (zone: string, at: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
const titles = (list: { title: string }[]) => list.map(({ title }) => title)

test.group('Tasks', () => {
  test('are added, changed, ticked off and opened again, and the trail says so', async ({
    client,
    assert,
  }) => {
    const { people, lead, api } = await workAccount({ ada: 'operator', bob: 'operator' })
    const id = await lead()
    const wish = { title: ' Call back ', due: '2027-03-14', assignee: people.bob.email }
    const made = await askJson(client, 'post', `/leads/${id}/tasks`, people.ada, wish)
    made.assertStatus(201)
    assert.containsSubset(made.body(), {
      ...{ title: 'Call back', due: '2027-03-14', day: '2027-03-14', time: null },
      ...{ assignee: people.bob.email, created_by: `user:${people.ada.email}`, done_at: null },
    })
    const path = `/tasks/${made.body().id}`
    const done = await askJson(client, 'patch', path, people.bob, { done: true })
    assert.equal(done.body().done_by, `user:${people.bob.email}`)
    await askJson(client, 'patch', path, people.bob, { done: true })
    await askJson(client, 'patch', path, people.ada, { done: false })
    const [added, ticked, again] = await Promise.all(
      ['lead.task_added', 'lead.task_done', 'lead.task_reopened'].map((type) => eventsOf(id, type))
    )
    assert.deepEqual(added, [{ actor: `user:${people.ada.email}`, data: { task: made.body().id } }])
    assert.lengthOf(ticked, 1, 'what is done is not done again')
    assert.equal(again[0].actor, `user:${people.ada.email}`)

    const changed = await api.patch(path, { title: 'Write', due: null, assignee: null })
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    assert.containsSubset(changed.body, { title: 'Write', due: null, assignee: null })
    ;(await askJson(client, 'delete', path, people.ada)).assertStatus(204)
    ;(await askJson(client, 'patch', path, people.ada, { done: true })).assertStatus(404)
    assert.deepEqual((await api.get(`/leads/${id}/tasks`)).body.data, [])
  })

  test('a time is of the account’s clock, also where it changes', async ({ client, assert }) => {
    const { people, lead } = await workAccount(
      { ada: 'operator' },
      { timeZone: 'America/Los_Angeles' }
    )
    const id = await lead()
    const add = async (due: string) =>
      (
        await askJson(client, 'post', `/leads/${id}/tasks`, people.ada, { title: 'Call', due })
      ).body()
    assert.equal((await add('2027-01-15T09:30')).due, '2027-01-15T17:30:00.000Z')
    assert.equal((await add('2027-07-15T09:30')).due, '2027-07-15T16:30:00.000Z')
    // There is no 02:30 on the night the clock goes forward.
    assert.equal((await add('2027-03-14T02:30')).due, '2027-03-14T10:30:00.000Z')
    assert.containsSubset(await add('2027-07-15T16:30:00Z'), { day: '2027-07-15', time: '09:30' })
  })

  test('what is wrong is refused by its field', async ({ client, assert }) => {
    const {
      id: account,
      people,
      lead,
    } = await workAccount({
      ada: 'operator',
      eve: 'viewer',
      roof: { role: 'operator', entities: ['roof'] },
    })
    await addRoofs(account)
    const id = await lead()
    for (const [wish, field, rule] of [
      [{ title: '' }, 'title', 'required'],
      [{ title: '   ' }, 'title', 'required'],
      [{ title: 'x'.repeat(201) }, 'title', 'maxLength'],
      [{ title: 'A', due: '2027-02-30' }, 'due', 'moment'],
      [{ title: 'A', due: '2027-02-03T25:00' }, 'due', 'moment'],
      [{ title: 'A', due: 'soon' }, 'due', 'moment'],
      [{ title: 'A', assignee: 'nobody@else.example' }, 'assignee', 'member'],
      [{ title: 'A', assignee: people.roof.email }, 'assignee', 'entity'],
      [{ title: 'A', assignee: people.eve.email }, 'assignee', 'role'],
    ] as const) {
      const refused = await askJson(client, 'post', `/leads/${id}/tasks`, people.ada, wish)
      assert.equal(refused.status(), 422, JSON.stringify(wish))
      assert.containsSubset(refused.body().errors, [{ field, rule }])
    }
    const viewer = await askJson(client, 'post', `/leads/${id}/tasks`, people.eve, { title: 'A' })
    viewer.assertStatus(403)
  })

  test('the page has mine first, by when they are due; the navigation counts what presses', async ({
    client,
    assert,
  }) => {
    const zone = 'Pacific/Auckland'
    const { people, lead } = await workAccount(
      { ada: 'operator', bob: 'operator' },
      { timeZone: zone }
    )
    const id = await lead({ first_name: 'Ann', last_name: 'Miller' })
    const now = Date.now()
    const { ada, bob } = people
    const add = (title: string, due: string | null, assignee: string | null = ada.email) =>
      askJson(client, 'post', `/leads/${id}/tasks`, ada, { title, due, assignee })
    await add('None', null)
    await add('Later', dayIn(zone, now + 9 * DAY))
    await add('Today', dayIn(zone, now))
    await add('Late', dayIn(zone, now - 2 * DAY))
    await add('His', dayIn(zone, now), bob.email)
    await add('Nobody’s', null, null)

    const mine = (await getPage(client, '/tasks', ada)).inertiaProps as any
    assert.deepEqual(titles(mine.page.data), ['Late', 'Today', 'Later', 'None'])
    assert.equal(mine.page.leads[0].id, id)
    assert.equal(mine.waiting.tasks, 2)
    const all = (await getPage(client, '/tasks?tab=all', ada)).inertiaProps as any
    assert.lengthOf(all.page.data, 6)
    const late = mine.page.data[0]
    await askJson(client, 'patch', `/tasks/${late.id}`, ada, { done: true })
    const done = (await getPage(client, '/tasks?tab=done', bob)).inertiaProps as any
    assert.deepEqual(titles(done.page.data), ['Late'])
    assert.equal(done.waiting.tasks, 1)
    assert.equal(((await getPage(client, '/tasks?tab=odd', ada)).inertiaProps as any).tab, 'mine')
  })

  test('the API lists them by assignee, state and due date, page by page', async ({
    client,
    assert,
  }) => {
    const { api, people, lead } = await workAccount({ ada: 'operator' })
    const id = await lead()
    for (const day of ['2027-03-03', '2027-03-01', '2027-03-02'])
      await api.post(`/leads/${id}/tasks`, { title: day, due: day, assignee: people.ada.email })
    await api.post(`/leads/${id}/tasks`, { title: 'never' })
    const seen: string[] = []
    for (let cursor = ''; ;) {
      const { body } = await api.get(`/tasks?limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...titles(body.data))
      if (!body.meta.next_cursor) break
      cursor = body.meta.next_cursor
    }
    assert.deepEqual(seen, ['2027-03-01', '2027-03-02', '2027-03-03', 'never'])
    const between = await api.get('/tasks?from=2027-03-02&to=2027-03-02')
    assert.deepEqual(titles(between.body.data), ['2027-03-02'])
    const hers = await api.get(`/tasks?assignee=${people.ada.email.toUpperCase()}`)
    assert.lengthOf(hers.body.data, 3)
    assert.deepEqual((await api.get('/tasks?assignee=x@y.example')).body.data, [])
    const [first] = hers.body.data
    await askJson(client, 'patch', `/tasks/${first.id}`, people.ada, { done: true })
    assert.deepEqual(titles((await api.get('/tasks?done=true')).body.data), ['2027-03-01'])
  })

  test('a limited place sees the tasks of its entities alone', async ({ client, assert }) => {
    const {
      id: account,
      api,
      people,
      lead,
    } = await workAccount({
      roof: { role: 'operator', entities: ['roof'] },
    })
    await addRoofs(account)
    const [solar, roof] = [await lead(), await newLead(api, 'roof')]
    const hidden = (await api.post(`/leads/${solar}/tasks`, { title: 'Solar' })).body
    await api.post(`/leads/${roof}/tasks`, { title: 'Roof', assignee: people.roof.email })
    const page = (await getPage(client, '/tasks?tab=all', people.roof)).inertiaProps as any
    assert.deepEqual(titles(page.page.data), ['Roof'])
    const path = `/tasks/${hidden.id}`
    ;(await askJson(client, 'patch', path, people.roof, { done: true })).assertStatus(404)
    ;(await askJson(client, 'delete', path, people.roof)).assertStatus(404)
  })

  test('who is to do it is told when it falls due, once, and again when it was put off', async ({
    client,
    assert,
  }) => {
    const zone = 'Europe/Berlin'
    const { people, lead } = await workAccount(
      { ada: 'operator', bob: 'operator' },
      { timeZone: zone }
    )
    const { ada, bob } = people
    const id = await lead({ first_name: 'Ann', last_name: 'Miller' })
    const soon = new Date(Date.now() + HOUR).toISOString()
    const add = async (title: string, due: string) =>
      (
        await askJson(client, 'post', `/leads/${id}/tasks`, ada, {
          title,
          due,
          assignee: bob.email,
        })
      ).body()
    const call = await add('Call her', soon)
    const done = await add('Done before', soon)
    await askJson(client, 'patch', `/tasks/${done.id}`, bob, { done: true })
    const mine = async () => {
      const told = await toldTo(client, bob)
      return told.filter(({ kind }) => kind === 'task_due').map(({ title }) => title)
    }
    await watchTasks(Date.now())
    assert.deepEqual(await mine(), [], 'it is not due yet')
    const later = Date.now() + 2 * HOUR
    await watchTasks(later)
    await watchTasks(later)
    assert.deepEqual(await mine(), ['Due: Call her'])
    const putOff = new Date(later + HOUR).toISOString()
    await askJson(client, 'patch', `/tasks/${call.id}`, bob, { due: putOff })
    await watchTasks(later)
    assert.lengthOf(await mine(), 1)
    await watchTasks(later + 2 * HOUR)
    assert.lengthOf(await mine(), 2)
    assert.deepEqual(await toldTo(client, ada), [])

    // Of a whole day it is told in the morning.
    const morning = await add('Some time', '2027-06-01')
    const at = async () => (await db.from('tasks').where('id', morning.id).first()).told_at
    await watchTasks(Date.parse('2027-06-01T05:59:00Z'))
    assert.isNull(await at())
    await watchTasks(Date.parse('2027-06-01T06:01:00Z'))
    assert.isNotNull(await at())
  })
})
