import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import Membership from '#accounts/models/membership'
import UserSession from '#accounts/models/user_session'
import { endSession } from '#accounts/sign_in/sessions'
import type User from '#accounts/models/user'
import { type EventType, event } from '#store/audit_event'
import { store } from '#store/store'
import type { EventFilter } from '#insights/event_log/event_query'
import { eventStreams } from '#insights/event_log/event_streams'
import { searchEvents } from '#insights/event_log/search_events'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { base, cookieOf, listen } from '#tests/functional/insights/support'
import { loanBlueprint, sendLead } from '#tests/functional/distribution/support'

const EVERYTHING: EventFilter = {
  types: [],
  lead: null,
  distribution: null,
  delivery: null,
  partner: null,
  profile: null,
  actor: null,
  from: null,
  to: null,
}

/** Writes lines into an account's trail, a millisecond apart. */
const write = (
  accountId: string,
  count: number,
  type = 'lead.updated',
  actor: string | null = null
) =>
  store.submit({
    locks: [],
    decide: () => ({
      result: null,
      writes: Array.from({ length: count }, (_, i) =>
        event(type as EventType, { accountId }, { i }, Date.now() + i, actor)
      ),
    }),
  })

test.group('Event log', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const small = async () =>
    (await makeAccount({ blueprint: loanBlueprint(server, [{ key: 'bank' }, { key: 'fund' }]) })).id

  const search = async (client: ApiClient, user: User, query = '') => {
    const answer = await askJson(client, 'get', `/events/search${query}`, user)
    answer.assertStatus(200)
    return answer.body()
  }

  test('lists the account’s own events, newest first, with what a sentence names', async ({
    client,
    assert,
  }) => {
    const id = await small()
    const other = await small()
    const leadId = await sendLead(id, { email: 'ann@mail.example' })
    await sendLead(other)
    const page = await getPage(client, '/events', await makeUser(id, 'viewer'))
    const { data, meta } = page.inertiaProps.events
    assert.deepEqual(
      data.map((one: { type: string }) => one.type),
      [
        'distribution.finished',
        'revenue.booked',
        'delivery.accepted',
        'delivery.offered',
        'distribution.started',
        'lead.received',
      ]
    )
    assert.isNull(meta.next)
    for (const one of data)
      assert.deepInclude(one, { lead: leadId, lead_title: 'ann@mail.example' })
    assert.deepInclude(data[2], { partner: 'bank', profile: 'loans' })
    assert.include(page.inertiaProps.choices.types, 'endpoint.disabled')
    assert.deepEqual(
      page.inertiaProps.choices.partners.map((one: { key: string }) => one.key),
      ['bank', 'fund']
    )
  })

  test('each filter leaves what it says', async ({ client, assert }) => {
    const id = await small()
    const user = await makeUser(id)
    server.behave(({ path }) => ({ json: { status: path === '/bank' ? 'no' : 'ok' } }))
    const first = await sendLead(id)
    const second = await sendLead(id)
    await write(id, 1, 'lead.stage_changed', `user:${user.email}`)
    const types = async (query: string) => {
      const { data } = await search(client, user, query)
      return [...new Set(data.map((one: { type: string }) => one.type))].sort()
    }
    const leads = async (query: string) => {
      const { data } = await search(client, user, query)
      return [...new Set(data.map((one: { lead: string }) => one.lead))]
    }
    assert.deepEqual(await types('?type=delivery'), [
      'delivery.accepted',
      'delivery.offered',
      'delivery.rejected',
    ])
    assert.deepEqual(await types('?type=revenue.booked,lead.received'), [
      'lead.received',
      'revenue.booked',
    ])
    assert.deepEqual(await leads(`?lead=${first}`), [first])
    assert.deepEqual(await types(`?lead=${second}&type=revenue`), ['revenue.booked'])
    assert.deepEqual(await types('?partner=bank'), ['delivery.offered', 'delivery.rejected'])
    assert.deepEqual(await types('?profile=loans&type=lead'), [])
    assert.deepEqual(await leads('?profile=loans'), [second, first])
    assert.deepEqual(await types(`?actor=user:${user.email}`), ['lead.stage_changed'])
    assert.notInclude(await types('?actor=system'), 'lead.stage_changed')
    assert.deepEqual(await types('?last=1h&type=lead.stage_changed'), ['lead.stage_changed'])
    assert.deepEqual(await types('?to=2020-01-01'), [])
    const { data } = await search(client, user)
    const { distribution } = data.find((one: { type: string }) => one.type === 'revenue.booked')
    assert.deepEqual(await leads(`?distribution=${distribution}`), [second])
  })

  test('pages follow each other without a gap and without a repetition', async ({
    client,
    assert,
  }) => {
    const id = await small()
    const user = await makeUser(id)
    await write(id, 130)
    await write(id, 5, 'cap.reached')
    const seen: string[] = []
    let before: string | null = ''
    while (before !== null) {
      const page: { data: { id: string }[]; meta: { next: string | null } } = await search(
        client,
        user,
        `?type=lead.updated&limit=50${before && `&before=${before}`}`
      )
      seen.push(...page.data.map((one) => one.id))
      before = page.meta.next
    }
    assert.lengthOf(seen, 130)
    assert.deepEqual(seen, [...new Set(seen)].sort().reverse())
  })

  test('a search that finds little says how far it looked, and goes on from there', async ({
    assert,
  }) => {
    const id = await small()
    await write(id, 3, 'lead.updated', 'token:rare')
    for (let i = 0; i < 21; i++) await write(id, 300)
    const filter = { ...EVERYTHING, actor: 'token:rare' }
    const first = await searchEvents(id, filter, null, 50, 0)
    assert.lengthOf(first.rows, 0)
    assert.isNotNull(first.next)
    const rest = await searchEvents(id, filter, first.next, 50, 0)
    assert.lengthOf(rest.rows, 3)
    assert.isNull(rest.next)
  })

  test('what cannot be read is refused by the search and shows everything on the page', async ({
    client,
    assert,
  }) => {
    const id = await small()
    const user = await makeUser(id)
    const wrong = await askJson(client, 'get', '/events/search?last=3y&before=x', user)
    wrong.assertStatus(422)
    assert.sameMembers(
      wrong.body().errors.map((one: { field: string }) => one.field),
      ['last', 'before']
    )
    const page = await getPage(client, '/events?last=3y', user)
    page.assertStatus(200)
  })

  test('one event is found by its own account only', async ({ client, assert }) => {
    const id = await small()
    await sendLead(id)
    const user = await makeUser(id)
    const [{ id: eventId }] = (await search(client, user)).data
    const own = await askJson(client, 'get', `/events/${eventId}`, user)
    assert.equal(own.body().id, eventId)
    const stranger = await makeUser(await small())
    ;(await askJson(client, 'get', `/events/${eventId}`, stranger)).assertStatus(404)
  })

  test('the file has all of a filter, also beyond a page, and no formula', async ({
    client,
    assert,
  }) => {
    const id = await small()
    const user = await makeUser(id)
    await write(id, 620, 'lead.updated', '=cmd()')
    await write(id, 1, 'cap.reached')
    const file = await client.get('/events/export?type=lead').withGuard('team').loginAs(user)
    file.assertStatus(200)
    assert.match(file.header('content-disposition')!, /attachment; filename="test-\w+-events-/)
    const lines = file.text().trim().split('\r\n')
    assert.lengthOf(lines, 621)
    assert.include(lines[0], '"id","at","type"')
    for (const line of lines.slice(1)) assert.include(line, `"'=cmd()"`)
  })
})

test.group('Live tail', () => {
  test('tells every reader of an account what is written, and nobody else', async ({ assert }) => {
    const own = await makeAccount()
    const other = await makeAccount()
    const cookie = await cookieOf(await makeUser(own.id, 'viewer'))
    const strange = await cookieOf(await makeUser(other.id))
    const tabs = await Promise.all(
      [cookie, cookie, strange].map((c) => listen(`${base()}/events/stream`, c))
    )
    assert.equal(tabs[0].answer.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    assert.equal(eventStreams.readers(own.id), 2)
    await write(own.id, 2, 'cap.reached')
    await tabs[1].until(() => tabs[1].types().length >= 2)
    for (const tab of tabs.slice(0, 2))
      assert.deepEqual(tab.types(), ['cap.reached', 'cap.reached'])
    assert.deepEqual(tabs[2].types(), [])
    for (const tab of tabs) await tab.leave()
    await tabs[0].until(() => eventStreams.readers(own.id) === 0)
    assert.equal(eventStreams.readers(own.id), 0)
  })

  test('a reader that was cut off gets what it missed', async ({ assert }) => {
    const { id } = await makeAccount()
    const cookie = await cookieOf(await makeUser(id))
    const first = await listen(`${base()}/events/stream`, cookie)
    await write(id, 1, 'lead.updated')
    await first.until(() => first.messages.length > 0)
    await first.leave()
    await write(id, 1, 'cap.reached')
    const again = await listen(`${base()}/events/stream`, cookie, {
      'last-event-id': first.messages.at(-1)!.id,
    })
    await again.until(() => again.types().includes('cap.reached'))
    assert.include(again.types(), 'cap.reached')
    await again.leave()
  })

  test('strangers are not let in', async ({ assert }) => {
    const answer = await fetch(`${base()}/events/stream`, {
      redirect: 'manual',
      headers: { accept: 'text/event-stream' },
    })
    await answer.body?.cancel()
    assert.equal(answer.status, 401)
  })

  test('ends with the place in the team', async ({ assert }) => {
    const { id } = await makeAccount()
    const user = await makeUser(id)
    const cookie = await cookieOf(user)
    const tab = await listen(`${base()}/events/stream`, cookie)
    await Membership.query().where('user_id', user.id).update({ role: 'viewer' })
    await eventStreams.recheck(id)
    await tab.until(() => tab.hasEnded())
    assert.isTrue(tab.hasEnded())
  })

  test('ends with the session it was opened in', async ({ assert }) => {
    const { id } = await makeAccount()
    const user = await makeUser(id)
    const [tab, other] = [
      await listen(`${base()}/events/stream`, await cookieOf(user)),
      await listen(`${base()}/events/stream`, await cookieOf(user)),
    ]
    const [{ id: first }] = await UserSession.query().where('user_id', user.id).orderBy('id')
    await endSession(user.id, first)
    await eventStreams.recheck(id)
    await tab.until(() => tab.hasEnded())
    assert.isTrue(tab.hasEnded())
    assert.isFalse(other.hasEnded())
    await other.leave()
  })
})
