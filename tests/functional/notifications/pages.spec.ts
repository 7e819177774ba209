import { test } from '@japa/runner'
import { KINDS, type NoticeKind } from '#notifications/kinds'
import { followTrail } from '#notifications/trail/follow_trail'
import { CAP, noticeAccount } from '#tests/functional/notifications/support'
import { askJson, getPage } from '#tests/functional/pages/workspace'

const returned = (key: string, i: number) => ({ return: `ret_${key}_${i}` })

test.group('Notifications: pages', () => {
  test('the bell counts what is unread, the page says it in words, reading takes it off', async ({
    client,
    assert,
  }) => {
    const account = await noticeAccount(['owner'])
    const { owner } = account.people
    await account.happens('cap.reached', CAP)
    await account.happens('endpoint.disabled', { assignment: 'sunco-west', reason: 'HTTP 410' })
    await followTrail(Date.now())

    const page = await getPage(client, '/notifications', owner)
    page.assertInertiaComponent('notifications/index')
    const { list, unread } = page.inertiaProps as any
    assert.equal(unread, 2)
    const cap = list.notices.find(({ kind }: { kind: string }) => kind === 'cap_reached')
    assert.equal(cap.title, 'SunCo reached its cap of 50 a day')
    assert.equal(cap.detail, 'It gets leads again from 28 Nov, 08:00.')
    assert.equal(cap.href, '/partners/sunco/caps')
    assert.isFalse(cap.read)

    const read = await askJson(client, 'post', `/notifications/${cap.id}/read`, owner)
    assert.deepEqual(read.body(), { unread: 1 })
    const again = await askJson(client, 'post', `/notifications/${cap.id}/read`, owner)
    again.assertStatus(200)
    const now = await askJson(client, 'get', '/notifications/search?kind=cap_reached', owner)
    assert.deepEqual(
      now.body().notices.map((one: { read: boolean }) => one.read),
      [true]
    )
    await askJson(client, 'post', '/notifications/read', owner)
    const count = await askJson(client, 'get', '/notifications/unread', owner)
    assert.deepEqual(count.body(), { unread: 0 })
  })

  test('pages follow each other without a gap', async ({ client, assert }) => {
    const account = await noticeAccount(['owner'])
    const { owner } = account.people
    for (let i = 0; i < 7; i++) await account.happens('return.requested', returned(account.key, i))
    await followTrail(Date.now())
    const seen: string[] = []
    let before = ''
    for (let i = 0; i < 4; i++) {
      const { body } = await askJson(
        client,
        'get',
        `/notifications/search?limit=3${before && `&before=${before}`}`,
        owner
      ).then((answer) => ({ body: answer.body() }))
      seen.push(...body.notices.map(({ id }: { id: string }) => id))
      if (!body.next) break
      before = body.next
    }
    assert.lengthOf(new Set(seen), 7)
    assert.deepEqual(seen, [...seen].sort().reverse())
  })

  test('notices of others, of other accounts and of other roles are not there', async ({
    client,
    assert,
  }) => {
    const account = await noticeAccount(['owner', 'operator'])
    const other = await noticeAccount(['owner'])
    await account.happens('invoice.overdue', { invoice: 'inv_1', number: 'R-1', due: '1.00' })
    await followTrail(Date.now())
    const mine = await askJson(client, 'get', '/notifications/search', account.people.owner)
    const [{ id }] = mine.body().notices
    for (const stranger of [account.people.operator, other.people.owner]) {
      const refused = await askJson(client, 'post', `/notifications/${id}/read`, stranger)
      const missing = await askJson(client, 'post', '/notifications/ntc_none/read', stranger)
      refused.assertStatus(404)
      assert.deepEqual(refused.body(), missing.body())
      const list = await askJson(client, 'get', '/notifications/search', stranger)
      assert.deepEqual(list.body().notices, [])
    }
    await askJson(client, 'post', '/notifications/read', other.people.owner)
    const still = await askJson(client, 'get', '/notifications/unread', account.people.owner)
    assert.deepEqual(still.body(), { unread: 1 })
  })
})

test.group('Notifications: choices', () => {
  test('are kept by person, hold for what happens from then on, and follow the role', async ({
    client,
    assert,
  }) => {
    const account = await noticeAccount(['owner', 'admin', 'viewer'])
    const { owner, admin, viewer } = account.people
    const shown = await getPage(client, '/settings/notifications', viewer)
    assert.isTrue(
      (shown.inertiaProps as any).own.choices.every(
        ({ kind, mail }: { kind: NoticeKind; mail: string }) =>
          mail === 'off' || KINDS[kind].group === 'own'
      ),
      'who only looks gets no mails but those to themself'
    )
    const saved = await askJson(client, 'put', '/settings/notifications', owner, {
      digest_hour: 6,
      choices: [{ kind: 'cap_reached', app: false, mail: 'off' }],
    })
    saved.assertStatus(200)
    assert.equal(saved.body().digest_hour, 6)
    const page = await getPage(client, '/settings/notifications', owner)
    const { own } = page.inertiaProps as any
    assert.deepInclude(own.choices, { kind: 'cap_reached', app: false, mail: 'off' })
    assert.deepInclude(own.choices, { kind: 'endpoint_disabled', app: true, mail: 'now' })

    await account.happens('cap.reached', CAP)
    await followTrail(Date.now())
    const unread = async (user: typeof owner) =>
      (await askJson(client, 'get', '/notifications/unread', user)).body().unread
    assert.equal(await unread(owner), 0)
    assert.equal(await unread(admin), 1)
  })

  test('what is wrong is refused', async ({ client }) => {
    const account = await noticeAccount(['owner'])
    for (const body of [
      { digest_hour: 24, choices: [] },
      { digest_hour: 8, choices: [{ kind: 'constructor', app: true, mail: 'off' }] },
      { digest_hour: 8, choices: [{ kind: 'cap_reached', app: true, mail: 'hourly' }] },
    ]) {
      const answer = await askJson(
        client,
        'put',
        '/settings/notifications',
        account.people.owner,
        body
      )
      answer.assertStatus(422)
    }
  })
})
