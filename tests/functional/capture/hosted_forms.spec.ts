import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { cleanUp } from '#capture/hosted/send_confirmations'
import { writeFigures } from '#capture/hosted/figures'
import {
  DOCUMENT,
  Reader,
  hostedAccount,
  leadsOf,
  movingClock,
  publishForm,
} from '#tests/functional/capture/hosted_support'

const MINUTE = 60_000

test.group('hosted forms without a script', (group) => {
  const clock = movingClock(group)

  test('a form is filled in page by page and becomes a lead with proof of consent', async ({
    assert,
  }) => {
    const { id } = await hostedAccount()
    const form = await publishForm(id)
    const page = new Reader(`/f/${form.slug}`)
    await page.open('?utm_source=search&gclid=abc&c=spring&other=1', {
      referer: 'https://search.example/?q=solar',
    })
    assert.equal(page.status, 200)
    assert.isNull(page.headers.get('set-cookie'))
    assert.equal(page.step, 'roof')
    assert.include(page.html, 'Step 1 of 3')
    assert.notInclude(page.html, 'spring')

    await page.send({ 'e:roof': 'flat' })
    assert.equal(page.step, 'bill')
    await page.send({ 'e:bill': '240' })
    clock.forward(MINUTE)
    await page.send({ 'e:email': 'ann@example.com', 'e:privacy': 'yes', 'e:ssn': '1' })
    assert.include(page.html, 'How much is')
    await page.send({ sum: page.sum }, 'question')
    assert.deepEqual([page.status, page.location], [303, `/f/${form.slug}/thanks`])

    const [lead] = await leadsOf(id)
    assert.deepEqual(JSON.parse(lead.values), {
      ...{ email: 'ann@example.com', roof: 'flat', bill: 240, campaign: 'spring' },
    })
    assert.equal(lead.source, form.key)
    const extra = JSON.parse(lead.extra)
    assert.containsSubset(extra, {
      ...{ utm_source: 'search', gclid: 'abc', referrer: 'https://search.example/' },
    })
    assert.notProperty(extra, 'other')
    const consent = JSON.parse(lead.consent)
    assert.containsSubset(consent, {
      ...{ text: 'I agree to the [privacy notice](https://solar.example/privacy).' },
      ...{ version: `${form.key} v1`, ip: page.visitor.address, form: form.key, form_version: 1 },
      ...{ user_agent: page.visitor.agent },
    })
    assert.match(consent.page, new RegExp(`/f/${form.slug}$`))
    assert.lengthOf(consent.items, 1)
  })

  test('what is missing is said at its field, and what an answer brings up is asked', async ({
    assert,
  }) => {
    const { id } = await hostedAccount()
    const form = await publishForm(id)
    const page = await new Reader(`/f/${form.slug}`).open()
    await page.send({})
    assert.equal(page.status, 422)
    assert.include(page.html, 'One answer needs another look')
    await page.send({ 'e:roof': 'none' })
    assert.deepEqual([page.status, page.step], [200, 'roof'])
    assert.include(page.hidden('shown'), 'reason')
    await page.send({ 'e:roof': 'none' })
    assert.equal(page.status, 422)
    await page.send({ 'e:roof': 'none', 'e:reason': 'No house yet' })
    // The step about the bill is passed over.
    assert.equal(page.step, 'you')
    await page.send({}, 'back')
    assert.equal(page.step, 'roof')
    assert.include(page.html, 'No house yet')
    await page.send({ 'e:roof': 'none', 'e:reason': 'No house yet' })
    await page.send({ 'e:email': 'no address', 'e:phone': '12', 'e:privacy': 'yes' })
    assert.include(page.html, 'Write an e-mail address such as name@example.com')
    assert.include(page.html, 'value="no address"')
    assert.lengthOf(await leadsOf(id), 0)
  })

  test('an answer that is hidden again does not reach the lead', async ({ assert }) => {
    const { id } = await hostedAccount()
    const form = await publishForm(id)
    const page = await new Reader(`/f/${form.slug}`).open()
    await page.send({ 'e:roof': 'none', 'e:reason': 'x' }, 'next', { shown: 'roof,reason' })
    await page.send({}, 'back')
    await page.send({ 'e:roof': 'flat', 'e:reason': 'x' })
    await page.send({ 'e:bill': '90' })
    clock.forward(MINUTE)
    await page.send({ 'e:email': 'a@b.co', 'e:privacy': 'yes', 'pow': await page.work() })
    assert.equal(page.status, 303)
    const [lead] = await leadsOf(id)
    assert.deepEqual(JSON.parse(lead.values), { email: 'a@b.co', roof: 'flat', bill: 90 })
  })

  test('sent twice it is one lead, and somebody known is told the same', async ({ assert }) => {
    const { id } = await hostedAccount()
    const form = await publishForm(id)
    const fill = async () => {
      const page = await new Reader(`/f/${form.slug}`).open()
      await page.send({ 'e:roof': 'flat' })
      await page.send({ 'e:bill': '90' })
      return page
    }
    const page = await fill()
    clock.forward(MINUTE)
    const values = { 'e:email': 'a@b.co', 'e:privacy': 'yes', 'pow': await page.work() }
    const { html } = page
    await page.send(values)
    page.html = html
    await page.send(values)
    assert.equal(page.status, 303)
    const other = await fill()
    clock.forward(MINUTE)
    await other.send({ ...values, pow: await other.work() })
    assert.equal(other.status, 303)
    assert.lengthOf(await leadsOf(id), 1)

    await writeFigures()
    const rows = await db.from('form_figures').where('form_id', form.id).orderBy('step')
    const counts = Object.fromEntries(rows.map((row) => [row.name + row.step, Number(row.count)]))
    assert.deepEqual(counts, {
      ...{ view: 2, start: 2, stepbill: 2, steproof: 2, stepyou: 2, submit: 2, lead: 1 },
    })
  })

  test('what was begun is kept where the form says so, sealed, and goes when it is sent', async ({
    assert,
  }) => {
    const { id } = await hostedAccount()
    const [roof, bill, you] = DOCUMENT.steps
    const form = await publishForm(id, { ...DOCUMENT, partial: true, steps: [you!, roof!, bill!] })
    const page = await new Reader(`/f/${form.slug}`).open()
    assert.include(page.html, 'kept for 30 days')
    await page.send({ 'e:email': 'part@example.com', 'e:privacy': 'yes' })
    const [row] = await db.from('form_partials').where('form_id', form.id)
    assert.notInclude(row.content, 'part@example.com')
    await page.send({ 'e:roof': 'flat' })
    clock.forward(MINUTE)
    await page.send({ 'e:bill': '90' })
    await page.send({ sum: page.sum }, 'question')
    assert.equal(page.status, 303)
    assert.lengthOf(await db.from('form_partials').where('form_id', form.id), 0)

    const left = await new Reader(`/f/${form.slug}`).open()
    await left.send({ 'e:email': 'left@example.com', 'e:privacy': 'yes' })
    clock.forward(31 * 24 * 60 * MINUTE)
    await cleanUp(Date.now())
    assert.lengthOf(await db.from('form_partials').where('form_id', form.id), 0)
  })
})
