import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { remindOfDeadlines } from '#portal/deadlines/remind_of_deadlines'
import { mailTransport } from '#delivery/transports/delivery_hands'
import type { OutgoingMail } from '#delivery/transports/mail_transport'
import { followTrail } from '#portal/notices/follow_trail'
import { sendNotices } from '#portal/notices/send_notices'
import { Buyer, PASSWORD, buyerOf } from '#tests/functional/portal/support'
import { returnsAccount } from '#tests/functional/returns/support'
import { startEngine } from '#tests/helpers/make_account'

const NV = { state: 'NV' }
const CHROME = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36'
const MINUTE = 60_000
const HOUR = 3_600_000

/** The trail is read a little behind: from here everything of the test is behind. */
async function follow(now = Date.now() + 60_000) {
  while (await followTrail(now));
  return now
}
/** From here on: what was before tells nobody anything. */
async function begin() {
  // Whoever never read anything begins where the trail is followed to: not in the future of this test.
  await followTrail(Date.now())
  await follow()
  await db.from('portal_notices').delete()
  await db.from('portal_mails').delete()
}
const mailsTo = (email: string) =>
  db
    .from('mails')
    .where('to', 'like', `%${email}%`)
    .whereNot('subject', 'like', '%invite%')
    .orderBy('id')

async function mailsOf(email: string, count: number) {
  for (let tries = 0; tries < 2000 && (await mailsTo(email)).length < count; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  return mailsTo(email)
}

test.group('Portal: what its people are told', (group) => {
  group.setup(() => startEngine())

  test('new leads are told once, in one mail, to whoever wants it, and to nobody else', async ({
    assert,
  }) => {
    const { id, sell } = await returnsAccount()
    const { email } = await buyerOf(id, 'brightco')
    const { email: silent, buyer } = await buyerOf(id, 'brightco', 'member')
    const { email: other } = await buyerOf(id, 'sunco')
    const path = '/portal/settings/notifications'
    assert.equal((await buyer.json('PUT', path, { waiting: 'off' })).status, 204)
    assert.equal((await buyer.json('PUT', path, { deadline: 'daily' })).status, 422)
    assert.equal((await buyer.page(path)).props.preferences.waiting, 'off')
    await begin()
    await sell(2, NV)
    const now = Date.now() + 60_000
    await Promise.all([followTrail(now), followTrail(now)])
    await Promise.all([sendNotices(now), sendNotices(now)])
    await sendNotices(now + HOUR)
    const told = await mailsOf(email, 1)
    assert.deepEqual(
      told.map(({ subject }) => subject),
      ['2 new leads wait for you']
    )
    const [mail] = told
    assert.include(mail.text, '/portal/settings/notifications')
    assert.lengthOf(await mailsTo(silent), 0)
    assert.lengthOf(await mailsTo(other), 0)
  })

  test('a digest waits for the next eight o’clock, and leaves out what was decided meanwhile', async ({
    assert,
  }) => {
    const { id, sell } = await returnsAccount()
    const { email, buyer } = await buyerOf(id, 'brightco')
    await buyer.json('PUT', '/portal/settings/notifications', { waiting: 'daily' })
    await begin()
    const [{ id: first }] = await sell(2, NV)
    const now = await follow()
    // Tomorrow at eight there is time left to decide.
    await db
      .from('deliveries')
      .where({ account_id: id, status: 'waiting' })
      .update({ deadline_at: now + 48 * HOUR })
    await sendNotices(now)
    assert.lengthOf(await mailsTo(email), 0)
    await buyer.json('POST', `/portal/leads/${first}/decision`, { accept: true })
    assert.equal(await sendNotices(now + 25 * HOUR), 1)
    const [mail] = await mailsOf(email, 1)
    assert.equal(mail.subject, 'A new lead waits for you')
    assert.equal(await sendNotices(now + 50 * HOUR), 0)
  })

  test('whoever lost their place is told nothing', async ({ assert }) => {
    const { id, sell } = await returnsAccount()
    const { email, seat } = await buyerOf(id, 'brightco')
    await begin()
    await sell(1, NV)
    const now = await follow()
    assert.lengthOf(await db.from('portal_notices').where('seat_id', seat.id), 1)
    await db.from('portal_seats').where('id', seat.id).update({ paused: true })
    assert.equal(await sendNotices(now), 0)
    assert.lengthOf(await mailsTo(email), 0)
  })

  test('a reminder comes to nobody who wants none', async ({ assert }) => {
    const { id, sell } = await returnsAccount()
    const { email } = await buyerOf(id, 'brightco')
    const { email: silent, buyer } = await buyerOf(id, 'brightco')
    await buyer.json('PUT', '/portal/settings/notifications', { deadline: 'off' })
    const [{ id: delivery }] = await sell(1, NV)
    const now = Date.now()
    await db
      .from('deliveries')
      .where('id', delivery)
      .update({ created_at: now - 23 * HOUR, deadline_at: now + HOUR })
    await remindOfDeadlines(now)
    await sendNotices(now)
    const [mail] = await mailsOf(email, 1)
    assert.include(mail.text, '/portal/leads?state=waiting')
    assert.lengthOf(await mailsTo(silent), 0)
  })

  test('a process that dies over a mail leaves it to another, under the same Message-ID', async ({
    assert,
  }) => {
    const { id, sell } = await returnsAccount()
    const { email, seat } = await buyerOf(id, 'brightco')
    await begin()
    await sell(2, NV)
    const now = await follow()
    // It reaches the server and is never heard of again: its process is gone.
    const left: OutgoingMail[] = []
    const dying = {
      send: (mail: OutgoingMail) => {
        left.push(mail)
        return new Promise<never>(() => {})
      },
    }
    void sendNotices(now, dying)
    while (!left.length) await new Promise((resolve) => setTimeout(resolve, 10))
    assert.equal(await sendNotices(now + MINUTE), 0, 'it may still be at it')
    assert.lengthOf(await mailsTo(email), 0)
    // A lead that comes meanwhile is a mail of its own.
    await sell(1, NV)
    await follow(now + MINUTE)
    assert.equal(await sendNotices(now + 3 * MINUTE), 2)
    const mails = await mailsTo(email)
    assert.sameMembers(
      mails.map(({ subject }) => subject),
      ['2 new leads wait for you', 'A new lead waits for you']
    )
    const again = mails.find(({ subject }) => subject.startsWith('2'))
    assert.equal(again.id, left[0].id)
    assert.equal(again.message_id, mailTransport().messageId(left[0]))
    assert.equal(await sendNotices(now + HOUR), 0)
    const rows = await db.from('portal_mails').where('seat_id', seat.id).select('state', 'attempts')
    assert.sameDeepMembers(rows, [
      { state: 'sent', attempts: 2 },
      { state: 'sent', attempts: 1 },
    ])
  })

  test('a server that takes nothing is asked again, less and less often, and not for ever', async ({
    assert,
  }) => {
    const { id, sell } = await returnsAccount()
    const { email, seat } = await buyerOf(id, 'brightco')
    await begin()
    await sell(1, NV)
    let now = await follow()
    const asked: string[] = []
    const refusing = {
      send: async (mail: OutgoingMail) => {
        asked.push(mail.id)
        throw new Error('421 come back later')
      },
    }
    for (const minutes of [0, 1, 5, 30, 120, 600]) {
      now += minutes * MINUTE
      assert.equal(await sendNotices(now, refusing), 0)
      await sendNotices(now + 30_000, refusing)
    }
    assert.lengthOf(asked, 5)
    assert.lengthOf(new Set(asked), 1)
    const [mail] = await db.from('portal_mails').where('seat_id', seat.id)
    assert.deepEqual([mail.state, mail.error], ['failed', '421 come back later'])
    assert.equal(await sendNotices(now + 30 * HOUR), 0)
    assert.lengthOf(await mailsTo(email), 0)
  })

  test('a device that was not used before is told of, the first and a known one are not', async ({
    assert,
  }) => {
    const { id } = await returnsAccount()
    const { email, buyer } = await buyerOf(id)
    const elsewhere = new Buyer(CHROME)
    assert.equal((await elsewhere.enter(email)).status, 200)
    const [mail] = await mailsOf(email, 1)
    assert.include(mail.subject, 'New sign-in to the partner portal')
    assert.include(mail.text, 'Chrome')
    assert.include(mail.text, '/portal/settings/security')
    await buyer.enter(email, PASSWORD)
    await elsewhere.enter(email, PASSWORD)
    await new Promise((resolve) => setTimeout(resolve, 200))
    assert.lengthOf(await mailsTo(email), 1)
  })
})
