import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { dateText } from '#shared/local_time'
import { dropOld } from '#notifications/trail/drop_old'
import { followTrail } from '#notifications/trail/follow_trail'
import { sampleUnsold } from '#notifications/trail/sample_unsold'
import {
  CAP,
  MINUTE,
  copiesOf,
  noticeAccount,
  noticesOf,
} from '#tests/functional/notifications/support'

const kindsOf = async (accountId: string) =>
  (await noticesOf(accountId)).map(({ kind }) => kind as string)

test.group('Notifications: the trail', () => {
  test('a cap that is reached again in its period is told once, and again in the next', async ({
    assert,
  }) => {
    const account = await noticeAccount(['owner'])
    await account.happens('cap.reached', CAP)
    await followTrail(Date.now())
    await account.happens('cap.reached', CAP)
    await followTrail(Date.now())
    assert.deepEqual(await kindsOf(account.id), ['cap_reached'])
    await account.happens('cap.reached', { ...CAP, resets_at: '2026-11-29T08:00:00.000Z' })
    await account.happens('cap.reached', { ...CAP, scope: 'assignment' })
    await followTrail(Date.now())
    assert.lengthOf(await kindsOf(account.id), 3)
    assert.lengthOf(await copiesOf(account.id, account.people.owner.id), 3)
  })

  test('several processes at once tell each thing once, to everybody once', async ({ assert }) => {
    const account = await noticeAccount(['owner', 'operator'])
    for (let i = 0; i < 20; i++)
      await account.happens('return.requested', { return: `ret_${account.key}_${i}` })
    await Promise.all(Array.from({ length: 4 }, () => followTrail(Date.now())))
    assert.lengthOf(await noticesOf(account.id), 20)
    for (const { id } of Object.values(account.people))
      assert.lengthOf(await copiesOf(account.id, id), 20)
  })

  test('who fails at any step has told nothing, and the next pass tells all of it', async ({
    assert,
  }) => {
    const account = await noticeAccount(['owner'])
    await account.happens('endpoint.disabled', { assignment: 'sunco-west', reason: 'HTTP 410' })
    for (const table of ['notice_copies', 'notice_cursors']) {
      const { upto } = await db.from('notice_cursors').first()
      await db.rawQuery(`alter table ${table} rename to gone`)
      try {
        await assert.rejects(() => followTrail(Date.now()))
      } finally {
        await db.rawQuery(`alter table gone rename to ${table}`)
      }
      assert.deepEqual(await noticesOf(account.id), [], table)
      assert.equal((await db.from('notice_cursors').first()).upto, upto, table)
    }
    await followTrail(Date.now())
    assert.lengthOf(await noticesOf(account.id), 1)
    assert.lengthOf(await copiesOf(account.id, account.people.owner.id), 1)
  })

  test('more than one walk of the trail holds is told without a gap', async ({ assert }) => {
    const account = await noticeAccount(['owner'])
    const all = 1_100
    await Promise.all(
      Array.from({ length: all }, (_, i) =>
        account.happens('return.requested', { return: `ret_${account.key}_${i}` })
      )
    )
    await followTrail(Date.now() + 2 * MINUTE)
    assert.lengthOf(await noticesOf(account.id), all)
  })

  test('everybody hears of what their role is for; nobody of what they did themself', async ({
    assert,
  }) => {
    const account = await noticeAccount(['owner', 'operator', 'finance', 'viewer'])
    const { owner, operator, finance, viewer } = account.people
    await account.happens('cap.reached', CAP)
    const sent = { invoice: 'inv_1', number: 'R-1', to: ['a@b.example'] }
    await account.happens('invoice.sent', sent, `user:${finance.email}`)
    await account.happens('invoice.overdue', { ...sent, due: '10.00', currency: 'EUR' })
    await followTrail(Date.now())
    const heard = async (userId: string) =>
      (await copiesOf(account.id, userId).orderBy('kind')).map(({ kind }) => kind)
    assert.deepEqual(await heard(owner.id), ['cap_reached', 'invoice_overdue', 'invoice_sent'])
    assert.deepEqual(await heard(operator.id), ['cap_reached'])
    assert.deepEqual(await heard(finance.id), ['invoice_overdue'])
    assert.deepEqual(await heard(viewer.id), ['cap_reached', 'invoice_overdue', 'invoice_sent'])
    const mails = await copiesOf(account.id, viewer.id).whereNotNull('mail')
    assert.deepEqual(mails, [], 'who only looks gets no mails')
    const [{ data }] = await noticesOf(account.id).where('kind', 'invoice_sent')
    assert.notInclude(data, 'a@b.example')
  })
})

test.group('Notifications: what is old', () => {
  test('is dropped after a year with its copies; what is younger stays', async ({ assert }) => {
    const account = await noticeAccount(['owner'])
    await account.happens('cap.reached', CAP)
    await followTrail(Date.now())
    await dropOld(Date.now() + 365 * 24 * 60 * MINUTE)
    assert.lengthOf(await noticesOf(account.id), 1)
    await dropOld(Date.now() + 367 * 24 * 60 * MINUTE)
    assert.deepEqual(await noticesOf(account.id), [])
    assert.deepEqual(await copiesOf(account.id, account.people.owner.id), [])
  })
})

test.group('Notifications: unsold leads', (group) => {
  group.each.setup(async () => {
    await db.from('notice_samples').delete()
  })

  /** What the figures say of a profile today. */
  const ended = async (
    { id, profileId }: { id: string; profileId: string },
    now: number,
    { sold, unsold }: { sold: number; unsold: number }
  ) => {
    const place = { account_id: id, day: dateText(Math.floor(now / 86_400_000)) }
    const key = { ...place, dimension: 'profile', key: profileId, currency: '' }
    await db.from('figures').where(key).delete()
    await db.table('figures').insert({ ...key, sold, unsold })
  }

  test('more than half of the last hour unsold is told once a day', async ({ assert }) => {
    const account = await noticeAccount(['owner'])
    const noon = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 43_200_000
    const at = (minutes: number) => noon + minutes * MINUTE
    // The morning was bad too, but nobody looked yet: it is no part of the last hour.
    await ended(account, noon, { sold: 100, unsold: 400 })
    await sampleUnsold(at(0))
    await ended(account, noon, { sold: 110, unsold: 408 })
    await sampleUnsold(at(30))
    assert.deepEqual(await noticesOf(account.id), [], 'fewer leads than say something')
    await ended(account, noon, { sold: 120, unsold: 430 })
    await Promise.all([sampleUnsold(at(59)), sampleUnsold(at(59))])
    const [notice, ...more] = await noticesOf(account.id)
    assert.deepEqual(more, [])
    assert.equal(notice.kind, 'unsold_high')
    assert.deepInclude(JSON.parse(notice.data), { leads: 50, unsold: 30 })
    await ended(account, noon, { sold: 120, unsold: 530 })
    await sampleUnsold(at(90))
    assert.lengthOf(await noticesOf(account.id), 1)
    await sampleUnsold(at(300))
    assert.lengthOf(
      await db.from('notice_samples').where('slot', '<', Math.floor(at(170) / (5 * MINUTE))),
      0,
      'old countings are dropped'
    )
  })

  test('a good hour after a bad one is told of nobody', async ({ assert }) => {
    const account = await noticeAccount(['owner'])
    const noon = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 43_200_000
    await ended(account, noon, { sold: 0, unsold: 500 })
    await sampleUnsold(noon)
    await ended(account, noon, { sold: 60, unsold: 540 })
    await sampleUnsold(noon + 55 * MINUTE)
    assert.deepEqual(await noticesOf(account.id), [])
  })
})
