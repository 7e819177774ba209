import { test } from '@japa/runner'
import { saveChoices } from '#notifications/inbox/own_choices'
import { gatherMails } from '#notifications/mails/gather_mails'
import { sendMails } from '#notifications/mails/send_mails'
import { lastDigest } from '#notifications/digest_moment'
import { followTrail } from '#notifications/trail/follow_trail'
import { CAP, MINUTE, Postbox, noticeAccount } from '#tests/functional/notifications/support'

const DAY = 24 * 60 * MINUTE

test.group('Notifications: mails', () => {
  test('a burst is one mail, in the person’s language, with a way to choose', async ({
    assert,
  }) => {
    const account = await noticeAccount(['owner'])
    const { owner } = account.people
    await owner.merge({ locale: 'de' }).save()
    const now = Date.now()
    const box = new Postbox()
    await account.happens('endpoint.disabled', { assignment: 'sunco-west' })
    await followTrail(now)
    await account.happens('invoice.send_failed', { invoice: 'inv_1', number: 'R-1' })
    await followTrail(now + 2 * MINUTE)
    await gatherMails(now + 4 * MINUTE)
    assert.deepEqual(await box.empty(account.id, now + 4 * MINUTE), [], 'it gathers')

    await Promise.all([gatherMails(now + 5 * MINUTE), gatherMails(now + 5 * MINUTE)])
    const [mail, ...more] = await box.empty(account.id, now + 5 * MINUTE)
    assert.deepEqual(more, [])
    assert.deepEqual(mail.to, [owner.email])
    assert.equal(mail.subject, '2 Benachrichtigungen')
    assert.include(mail.text, 'sunco-west von SunCo wurde abgeschaltet')
    assert.include(mail.text, 'R-1 konnte nicht an SunCo gesendet werden')
    assert.match(mail.listUnsubscribe!, /\/settings\/notifications$/)
    assert.include(mail.html!, '/settings/notifications')

    await gatherMails(now + 30 * MINUTE)
    assert.deepEqual(await box.empty(account.id, now + 30 * MINUTE), [], 'and is told once')
  })

  test('names in a mail are text', async ({ assert }) => {
    const account = await noticeAccount(['owner'])
    const now = Date.now()
    await account.happens('endpoint.disabled', { assignment: '<img src=x onerror=alert(1)>' })
    await followTrail(now)
    await gatherMails(now + 5 * MINUTE)
    const [mail] = await new Postbox().empty(account.id, now + 5 * MINUTE)
    assert.notInclude(mail.html!, '<img')
    assert.include(mail.html!, '&lt;img')
  })

  test('a mail server that is away gets the same mail later; a process that died is followed', async ({
    assert,
  }) => {
    const account = await noticeAccount(['owner'])
    const now = Date.now()
    const box = new Postbox()
    await account.happens('endpoint.disabled', { assignment: 'sunco-west' })
    await followTrail(now)
    await gatherMails(now + 5 * MINUTE)
    box.down = true
    assert.deepEqual(await box.empty(account.id, now + 5 * MINUTE), [])
    box.down = false
    assert.deepEqual(await box.empty(account.id, now + 5 * MINUTE), [], 'not before its time')

    // A process that claimed the mail and died with it.
    await new Promise<void>((claimed) => {
      const send = () => new Promise<never>(() => claimed())
      void sendMails(now + 6 * MINUTE, { send })
    })
    assert.deepEqual(await box.empty(account.id, now + 7 * MINUTE), [], 'it is somebody’s')
    const [mail, ...more] = await box.empty(account.id, now + 9 * MINUTE)
    assert.deepEqual(more, [])
    assert.equal(mail.subject, 'sunco-west of SunCo was disabled')
  })

  test('the digest comes once a day at its hour, and not where nothing happened', async ({
    assert,
  }) => {
    const account = await noticeAccount(['operator'], { timeZone: 'Europe/Berlin' })
    const { operator } = account.people
    await saveChoices(account.id, operator.id, { choices: {}, digestHour: 17 }, Date.now())
    const now = Date.now()
    const { at } = lastDigest('Europe/Berlin', 17, now + DAY)
    const box = new Postbox()
    await account.happens('cap.reached', CAP)
    await followTrail(now)
    await gatherMails(at - 1)
    assert.deepEqual(await box.empty(account.id, at - 1), [], 'before its hour')

    await Promise.all([gatherMails(at), gatherMails(at)])
    const [mail, ...more] = await box.empty(account.id, at)
    assert.deepEqual(more, [])
    assert.match(mail.subject, /: 1 notification$/)
    assert.include(mail.text, 'SunCo reached its cap of 50 a day')

    // What comes after the hour waits for the next day.
    await account.happens('cap.reached', { ...CAP, window: 'week' })
    await followTrail(at + MINUTE)
    await gatherMails(at + 2 * MINUTE)
    assert.deepEqual(await box.empty(account.id, at + 2 * MINUTE), [])
    await gatherMails(at + DAY)
    assert.lengthOf(await box.empty(account.id, at + DAY), 1)
    await gatherMails(at + 2 * DAY)
    assert.deepEqual(await box.empty(account.id, at + 2 * DAY), [], 'nothing happened')
  })

  test('who wants none, or has left, gets none', async ({ assert }) => {
    const account = await noticeAccount(['owner', 'admin', 'operator'])
    const { owner, admin, operator } = account.people
    const none = { endpoint_disabled: { app: true, mail: 'off' as const } }
    const now = Date.now()
    await saveChoices(account.id, owner.id, { choices: none, digestHour: 8 }, now)
    await account.happens('endpoint.disabled', { assignment: 'sunco-west' })
    await followTrail(now)
    await gatherMails(now + 5 * MINUTE)
    // Chosen and left after it was told.
    await saveChoices(account.id, admin.id, { choices: none, digestHour: 8 }, now)
    await operator.delete()
    assert.deepEqual(await new Postbox().empty(account.id, now + 5 * MINUTE), [])
  })
})
