import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { cleanUp, sendConfirmations } from '#capture/hosted/send_confirmations'
import { Visitor } from '#tests/helpers/visitor'
import {
  DOCUMENT,
  Reader,
  hostedAccount,
  leadsOf,
  movingClock,
  publishForm,
} from '#tests/functional/capture/hosted_support'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const ASKED = {
  ...DOCUMENT,
  steps: [DOCUMENT.steps[2]!],
  double_opt_in: {
    ...{ field: 'email', subject: 'Confirm your quote', text: 'One click is left.' },
    button: 'Confirm now',
  },
}

test.group('a form that is confirmed by mail', (group) => {
  const clock = movingClock(group)

  async function submitted() {
    const { id } = await hostedAccount()
    const form = await publishForm(id, ASKED)
    const page = await new Reader(`/f/${form.slug}`).open()
    clock.forward(MINUTE)
    await page.send({ 'e:email': 'ann@b.co', 'e:privacy': 'yes', 'pow': await page.work() })
    return { id, form, page }
  }
  const mailsOf = (id: string) => db.from('mails').where('account_id', id).orderBy('id')
  const linkIn = (text: string) => /\/f\/confirm\/[\w.-]+/.exec(text)![0]

  test('the lead is made when somebody presses the button, with the proof of it', async ({
    assert,
  }) => {
    const { id, form, page } = await submitted()
    assert.equal(page.status, 200)
    assert.include(page.html, 'ann@b.co')
    assert.lengthOf(await leadsOf(id), 0)
    const [row] = await db.from('form_submissions').where('account_id', id)
    assert.notInclude(row.content, 'ann@b.co')

    assert.equal(await sendConfirmations(Date.now()), 1)
    assert.equal(await sendConfirmations(Date.now()), 0)
    const [mail] = await mailsOf(id)
    assert.equal(mail.subject, 'Confirm your quote')
    assert.include(mail.text, 'One click is left.')
    const link = linkIn(mail.text)

    // Programs that scan mails look at every link.
    const reader = new Reader(link)
    await reader.open()
    assert.equal(reader.status, 200)
    assert.lengthOf(await leadsOf(id), 0)
    await reader.send({}, 'confirm')
    assert.deepEqual([reader.status, reader.location], [303, `/f/${form.slug}/thanks`])
    await reader.send({}, 'confirm')
    const leads = await leadsOf(id)
    assert.lengthOf(leads, 1)
    const consent = JSON.parse(leads[0].consent)
    assert.equal(consent.ip, page.visitor.address)
    assert.equal(consent.confirmed.ip, reader.visitor.address)
    assert.equal(consent.confirmed.email, 'ann@b.co')
    const [kept] = await db.from('form_submissions').where('account_id', id)
    assert.equal(kept.content, '')
  })

  test('it is mailed again when asked, not at once and not without end', async ({ assert }) => {
    const { id, page } = await submitted()
    await sendConfirmations(Date.now())
    await page.send({}, 'resend')
    assert.include(page.html, 'not sent again so soon')
    for (let i = 0; i < 5; i++) {
      clock.forward(2 * MINUTE)
      await page.send({}, 'resend')
      await sendConfirmations(Date.now())
    }
    assert.lengthOf(await mailsOf(id), 4)
  })

  test('a mail server that does not answer is asked again, with the same mail', async ({
    assert,
  }) => {
    const { id } = await submitted()
    const ids: string[] = []
    const hands = {
      async send(mail: { id: string }) {
        ids.push(mail.id)
        if (ids.length === 1) throw new Error('no answer')
        return { messageId: '', refused: [] }
      },
    }
    await sendConfirmations(Date.now(), hands)
    assert.equal(await sendConfirmations(Date.now(), hands), 0)
    clock.forward(2 * MINUTE)
    await sendConfirmations(Date.now(), hands)
    assert.lengthOf(ids, 2)
    assert.equal(ids[0], ids[1])
    const [row] = await db.from('form_submissions').where('account_id', id)
    assert.equal(row.mail_state, 'sent')
  })

  test('a link that was changed or is over leads nowhere', async ({ assert }) => {
    const { id } = await submitted()
    await sendConfirmations(Date.now())
    const link = linkIn((await mailsOf(id))[0].text)
    const last = link.endsWith('A') ? 'B' : 'A'
    const visitor = new Visitor()
    assert.equal((await visitor.get(link.slice(0, -1) + last)).status, 404)
    clock.forward(8 * DAY)
    assert.equal((await visitor.get(link)).status, 404)
    await cleanUp(Date.now())
    assert.lengthOf(await db.from('form_submissions').where('account_id', id), 0)
  })
})
