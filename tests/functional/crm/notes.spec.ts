import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { followTrail } from '#notifications/trail/follow_trail'
import { followWatched } from '#notifications/trail/follow_watched'
import { eraseLead } from '#intake/erase_lead'
import {
  addRoofs,
  eventsOf,
  newLead,
  toldTo,
  workAccount,
} from '#tests/functional/crm/work_support'
import { Postbox } from '#tests/functional/notifications/support'
import { gatherMails } from '#notifications/mails/gather_mails'
import { askJson, getPage } from '#tests/functional/pages/workspace'
import { rowsHolding } from '#tests/helpers/dump_tables'

const MINUTE = 60_000

test.group('Notes', () => {
  test('are plain text with line breaks, newest first, and the trail holds none of it', async ({
    client,
    assert,
  }) => {
    const { api, people, lead } = await workAccount({ ada: 'operator' })
    const id = await lead()
    const text = 'Called twice.\n<b>Wants</b> https://example.com/offer'
    const made = await askJson(client, 'post', `/leads/${id}/notes`, people.ada, { text })
    made.assertStatus(201)
    assert.equal(made.body().text, text)
    assert.equal(made.body().author, `user:${people.ada.email}`)
    const second = await api.post(`/leads/${id}/notes`, { text: 'By the API' })
    assert.equal(second.status, 201, JSON.stringify(second.body))
    assert.equal(second.body.author, 'token:test')

    const { body } = await api.get(`/leads/${id}/notes`)
    assert.deepEqual(
      body.data.map((one: { text: string }) => one.text),
      ['By the API', text]
    )
    const page = await api.get(`/leads/${id}/notes?limit=1`)
    const rest = await api.get(`/leads/${id}/notes?cursor=${page.body.meta.next_cursor}`)
    assert.deepEqual(
      rest.body.data.map((one: { id: string }) => one.id),
      [made.body().id]
    )

    const noted = await eventsOf(id, 'lead.noted')
    assert.deepEqual(
      noted.map(({ data }) => data),
      [{ note: made.body().id }, { note: second.body.id }]
    )
    const timeline = (
      await askJson(client, 'get', `/leads/${id}/events?show=work`, people.ada)
    ).body()
    assert.deepEqual(
      timeline.events.map((one: { note: { text: string } }) => one.note.text),
      ['By the API', text]
    )
    const sales = (
      await askJson(client, 'get', `/leads/${id}/events?show=distribution`, people.ada)
    ).body()
    assert.notInclude(
      sales.events.map((one: { type: string }) => one.type),
      'lead.noted'
    )
  })

  test('what is wrong is refused by its field', async ({ client, assert }) => {
    const {
      id: account,
      people,
      lead,
    } = await workAccount({
      ada: 'operator',
      roof: { role: 'operator', entities: ['roof'] },
    })
    await addRoofs(account)
    const id = await lead()
    const post = (body: object) => askJson(client, 'post', `/leads/${id}/notes`, people.ada, body)
    for (const text of ['', '   ', 'x'.repeat(10_001), 'a\0b']) {
      const refused = await post({ text })
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].field, 'text')
    }
    ;(await post({ text: 'x'.repeat(10_000) })).assertStatus(201)
    const stranger = await post({ text: 'Hi', mentions: ['nobody@else.example'] })
    stranger.assertStatus(422)
    assert.containsSubset(stranger.body().errors, [
      {
        field: 'mentions',
        rule: 'member',
        message: 'nobody@else.example is nobody of this account',
      },
    ])
    const blind = await post({ text: 'Hi', mentions: [people.roof.email] })
    blind.assertStatus(422)
    assert.containsSubset(blind.body().errors, [{ field: 'mentions', rule: 'entity' }])
  })

  test('people change and delete their own; managers delete any; viewers only read', async ({
    client,
    assert,
  }) => {
    const { api, people, lead } = await workAccount({
      ada: 'operator',
      bob: 'operator',
      boss: 'admin',
      eve: 'viewer',
    })
    const id = await lead()
    const path = `/leads/${id}/notes`
    ;(await askJson(client, 'post', path, people.eve, { text: 'No' })).assertStatus(403)
    const own = (await askJson(client, 'post', path, people.ada, { text: 'Mine' })).body()
    const note = `${path}/${own.id}`
    ;(await askJson(client, 'patch', note, people.bob, { text: 'His' })).assertStatus(403)
    ;(await askJson(client, 'patch', note, people.boss, { text: 'Theirs' })).assertStatus(403)
    ;(await askJson(client, 'delete', note, people.bob)).assertStatus(403)
    assert.equal((await api.patch(note, { text: 'By a machine' })).status, 403)
    const changed = await askJson(client, 'patch', note, people.ada, { text: 'Mine, better' })
    changed.assertStatus(200)
    assert.equal(changed.body().text, 'Mine, better')
    assert.isNotNull(changed.body().edited_at)
    const seen = (await askJson(client, 'get', `/leads/${id}/work`, people.eve)).body()
    assert.equal(seen.notes[0].text, 'Mine, better')

    ;(await askJson(client, 'delete', note, people.boss)).assertStatus(204)
    ;(await askJson(client, 'delete', note, people.boss)).assertStatus(404)
    assert.deepEqual((await api.get(`/leads/${id}/notes`)).body.data, [])
    const timeline = (
      await askJson(client, 'get', `/leads/${id}/events?show=work`, people.eve)
    ).body()
    assert.isNull(timeline.events[0].note, 'that there was one stays')
    const row = await db.from('notes').where('id', own.id).first()
    assert.equal(row.text, '')
  })

  test('a note stands at its own lead alone', async ({ client }) => {
    const { people, lead } = await workAccount({ ada: 'operator' })
    const other = await workAccount({ zoe: 'owner' })
    const [one, two] = [await lead(), await lead()]
    const made = (
      await askJson(client, 'post', `/leads/${one}/notes`, people.ada, { text: 'A' })
    ).body()
    const wrong = `/leads/${two}/notes/${made.id}`
    ;(await askJson(client, 'patch', wrong, people.ada, { text: 'B' })).assertStatus(404)
    ;(await askJson(client, 'delete', wrong, people.ada)).assertStatus(404)
    const foreign = `/leads/${one}/notes`
    ;(await askJson(client, 'post', foreign, other.people.zoe, { text: 'B' })).assertStatus(404)
  })

  test('who is named in one is told once, follows the lead, and hears of nothing twice', async ({
    client,
    assert,
  }) => {
    const {
      id: account,
      people,
      lead,
    } = await workAccount({
      ada: { role: 'operator', name: 'Ada North' },
      bob: { role: 'viewer', name: 'Bob South' },
      cleo: 'operator',
    })
    const id = await lead({ first_name: 'Ann' })
    const path = `/leads/${id}/notes`
    const text = '@Bob South please look'
    const { ada, bob, cleo } = people
    const made = (
      await askJson(client, 'post', path, ada, { text, mentions: [bob.email, ada.email] })
    ).body()
    await followTrail(Date.now())
    await followTrail(Date.now())
    const told = await toldTo(client, bob)
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['mentioned']
    )
    assert.equal(told[0].title, 'Ada North mentioned you in a note')
    assert.equal(told[0].href, `/leads/${id}?tab=events`)
    assert.deepEqual(await toldTo(client, ada), [], 'nobody hears of what they did themself')
    // What is added later is told to those who are new.
    await askJson(client, 'patch', `${path}/${made.id}`, ada, {
      text: `${text} @cleo`,
      mentions: [bob.email, cleo.email],
    })
    await followTrail(Date.now())
    assert.lengthOf(await toldTo(client, bob), 1)
    assert.lengthOf(await toldTo(client, cleo), 1)

    await followWatched(Date.now() + 2 * MINUTE)
    const news = (await toldTo(client, bob)).map(({ title }) => title)
    assert.isEmpty(
      news.filter((title) => title.includes('wrote a note')),
      'named is more than news'
    )
    const work = (await askJson(client, 'get', `/leads/${id}/work`, ada)).body()
    assert.sameMembers(
      work.watchers.map((one: { email: string }) => one.email),
      [ada.email, bob.email, cleo.email]
    )
    // The mail says who, and nothing of the lead.
    await gatherMails(Date.now() + 6 * MINUTE)
    const mails = await new Postbox().empty(account, Date.now() + 6 * MINUTE)
    const mail = mails.find(({ to }) => to.includes(bob.email))!
    assert.equal(mail.subject, 'Ada North mentioned you in a note')
    assert.include(mail.text, `/leads/${id}`)
    assert.notInclude(mail.text, text)
  })

  test('of an erased person nothing is left, and nothing can be added', async ({
    client,
    assert,
  }) => {
    const { id: account, api, people, lead } = await workAccount({ ada: 'owner' })
    const id = await lead()
    const secret = `Waldemar-${Date.now()}`
    await askJson(client, 'post', `/leads/${id}/notes`, people.ada, { text: `Ask ${secret}` })
    await api.post(
      `/leads/${id}/tasks`,
      { title: `Call ${secret}` },
      { 'idempotency-key': secret.slice(0, 8) + id }
    )
    assert.isNotEmpty(await rowsHolding(account, [secret]))
    await followTrail(Date.now())
    assert.equal(await eraseLead(account, id, null), 'erased')
    assert.deepEqual(await rowsHolding(account, [secret]), [])
    assert.equal(await eraseLead(account, id, null), 'erased')
    const late = await askJson(client, 'post', `/leads/${id}/notes`, people.ada, { text: 'Late' })
    late.assertStatus(409)
    assert.equal((await api.post(`/leads/${id}/tasks`, { title: 'Late' })).status, 409)
    const page = await getPage(client, `/leads/${id}`, people.ada, ['timeline'])
    assert.isNotEmpty((page.inertiaProps as any).timeline.events)
  })

  test('a place limited to entities sees and writes at theirs alone', async ({ client }) => {
    const {
      id: account,
      api,
      people,
      lead,
    } = await workAccount({
      ada: 'owner',
      roof: { role: 'operator', entities: ['roof'] },
    })
    await addRoofs(account)
    const [solar, roof] = [await lead(), await newLead(api, 'roof')]
    ;(await askJson(client, 'get', `/leads/${solar}/work`, people.roof)).assertStatus(404)
    const wish = { text: 'Hi' }
    ;(await askJson(client, 'post', `/leads/${solar}/notes`, people.roof, wish)).assertStatus(404)
    ;(await askJson(client, 'post', `/leads/${roof}/notes`, people.roof, wish)).assertStatus(201)
  })
})
