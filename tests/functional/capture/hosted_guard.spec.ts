import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
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
const WHO = { 'e:email': 'a@b.co', 'e:privacy': 'yes' }
const [, , YOU] = DOCUMENT.steps
const SHORT = { ...DOCUMENT, steps: [YOU!] }

test.group('what keeps programs out of hosted forms', (group) => {
  const clock = movingClock(group)

  async function open(document = SHORT) {
    const { id } = await hostedAccount()
    const form = await publishForm(id, document)
    return { id, form, page: await new Reader(`/f/${form.slug}`).open() }
  }

  test('who fills in what nobody sees is refused, and counted', async ({ assert }) => {
    const { id, form, page } = await open()
    clock.forward(MINUTE)
    await page.send({ ...WHO, website: 'https://spam.example', pow: await page.work() })
    assert.equal(page.status, 422)
    assert.include(page.html, 'This was not sent')
    assert.lengthOf(await leadsOf(id), 0)
    await writeFigures()
    const refused = await db.from('form_figures').where({ form_id: form.id, name: 'refused' })
    assert.equal(Number(refused[0].count), 1)
  })

  test('who is faster than anybody types sends once more', async ({ assert }) => {
    const { id, page } = await open()
    const pow = await page.work()
    await page.send({ ...WHO, pow })
    assert.equal(page.status, 422)
    assert.include(page.html, 'faster than anybody types')
    clock.forward(5_000)
    await page.send({ ...WHO, pow: await page.work() })
    assert.equal(page.status, 303)
    assert.lengthOf(await leadsOf(id), 1)
  })

  test('work of another visit, or none, is worth nothing', async ({ assert }) => {
    const { id, form, page } = await open()
    const other = await new Reader(`/f/${form.slug}`).open()
    clock.forward(MINUTE)
    await page.send({ ...WHO, pow: await other.work() })
    assert.include(page.html, 'This was not sent')
    await other.send({ ...WHO, pow: '{"number":1}' })
    assert.include(other.html, 'This was not sent')
    assert.lengthOf(await leadsOf(id), 0)
  })

  test('a wrong answer to the plain question asks another', async ({ assert }) => {
    const { id, page } = await open()
    clock.forward(MINUTE)
    await page.send(WHO)
    await page.send({ sum: '99' }, 'question')
    assert.equal(page.status, 422)
    await page.send({ sum: page.sum }, 'question')
    assert.equal(page.status, 303)
    assert.lengthOf(await leadsOf(id), 1)
  })

  test('from one address so many are sent and no more', async ({ assert }) => {
    const { id, form } = await open({ ...SHORT, guard: 'strict' })
    const first = new Reader(`/f/${form.slug}`)
    const statuses: number[] = []
    for (let i = 0; i < 7; i++) {
      const page = new Reader(`/f/${form.slug}`)
      Object.assign(page.visitor, { address: first.visitor.address })
      await page.open()
      clock.forward(20_000)
      await page.send({ ...WHO, 'e:email': `many${i}@b.co` })
      await page.send({ sum: page.sum }, 'question')
      statuses.push(page.status)
    }
    // Without a script five in ten minutes.
    assert.deepEqual(statuses, [303, 303, 303, 303, 303, 429, 429])
    assert.lengthOf(await leadsOf(id), 5)
  })

  test('what another form or nobody wrote is no state', async ({ assert }) => {
    const { id, page } = await open()
    const other = await open()
    clock.forward(MINUTE)
    const mine = page.hidden('state')
    await other.page.send({ ...WHO, pow: await other.page.work() }, 'next', { state: mine })
    assert.deepEqual([other.page.status, other.page.step], [200, 'you'])
    await page.send(WHO, 'next', { state: 'forged' })
    assert.equal(page.step, 'you')
    assert.lengthOf(await leadsOf(id), 0)
    assert.lengthOf(await leadsOf(other.id), 0)
  })

  test('consent is not passed over by sending the last page alone', async ({ assert }) => {
    const { id } = await hostedAccount()
    const [roof, bill, you] = DOCUMENT.steps
    const form = await publishForm(id, { ...DOCUMENT, steps: [you!, roof!, bill!] })
    const page = await new Reader(`/f/${form.slug}`).open()
    const more = { step: 'bill', shown: 'bill' }
    clock.forward(MINUTE)
    await page.send({ 'e:bill': '1', 'pow': await page.work() }, 'next', more)
    assert.deepEqual([page.status, page.step], [422, 'you'])
    assert.lengthOf(await leadsOf(id), 0)
  })
})

test.group('where hosted forms are shown', () => {
  test('a page brings nothing from elsewhere and is framed by whom the form names', async ({
    assert,
  }) => {
    const { id } = await hostedAccount()
    const origins = ['https://solar.example']
    const form = await publishForm(id, { ...DOCUMENT, origins })
    const page = await new Reader(`/f/${form.slug}`).open()
    const policy = page.headers.get('content-security-policy')!
    assert.include(policy, "default-src 'none'")
    assert.notInclude(policy, 'unsafe')
    assert.include(policy, "frame-ancestors 'self' https://solar.example")
    assert.isNull(page.headers.get('x-frame-options'))
    assert.notInclude(page.html, 'Sluice')
    const open = await publishForm(id)
    const free = await new Reader(`/f/${open.slug}`).open()
    assert.include(free.headers.get('content-security-policy')!, 'frame-ancestors *')
  })

  test('pages elsewhere get it where the form names them', async ({ assert }) => {
    const { id } = await hostedAccount()
    const form = await publishForm(id, { ...DOCUMENT, origins: ['https://solar.example'] })
    const page = new Reader(`/f/${form.slug}`)
    const json = { accept: 'application/json' }
    const answer = await page.visitor.get(`${page.path}?css=1&page=https://solar.example/x?c=ad`, {
      ...{ ...json, origin: 'https://solar.example' },
    })
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://solar.example')
    assert.isNull(answer.headers.get('access-control-allow-credentials'))
    assert.include(answer.body.html, 'data-step="roof"')
    assert.include(answer.body.css, '--accent')
    const stranger = await page.visitor.get(page.path, { ...json, origin: 'https://evil.example' })
    assert.equal(stranger.status, 403)
    assert.isNull(stranger.headers.get('access-control-allow-origin'))
  })

  test('closed it says so; a draft, a deleted form and an unknown address are not there', async ({
    assert,
  }) => {
    const { id } = await hostedAccount()
    const form = await publishForm(id)
    const status = async () => (await new Reader(`/f/${form.slug}`).open()).status
    await db.from('forms').where('id', form.id).update({ status: 'closed' })
    assert.equal(await status(), 410)
    await db.from('forms').where('id', form.id).update({ status: 'draft' })
    assert.equal(await status(), 404)
    await db.from('forms').where('id', form.id).update({ status: 'live', deleted_at: Date.now() })
    assert.equal(await status(), 404)
  })

  test('who has begun goes on with the version they began with', async ({ assert }) => {
    const { id } = await hostedAccount()
    const form = await publishForm(id)
    const page = await new Reader(`/f/${form.slug}`).open()
    const document = JSON.stringify({ ...SHORT, title: 'Newer' })
    await db.table('form_versions').insert({
      ...{ id: `${form.id}-2`, account_id: id, form_id: form.id, version: 2 },
      ...{ document, created_at: Date.now() },
    })
    await db.from('forms').where('id', form.id).update({ version: 2 })
    await page.send({ 'e:roof': 'flat' })
    assert.equal(page.step, 'bill')
    assert.equal((await new Reader(`/f/${form.slug}`).open()).step, 'you')
  })
})
