import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { becomes, openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { hostedForm, leadsOf } from './support/hosted.js'

const MOST_KB = 60
const PHONE = { viewport: { width: 390, height: 844 } }
/** Faster than anybody types is refused. */
const LEAST_MS = 1_700
const LEAST_PLAIN_MS = 4_200

const next = (page: Page) => page.getByRole('button', { name: 'Next' })
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true }).waitFor()
const isTooWide = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

async function fillIn(page: Page, email: string) {
  await page.getByLabel('Pitched').check()
  await next(page).click()
  await page.getByLabel('Monthly bill').fill('240')
  await next(page).click()
  await page.getByLabel('Given name').fill('Ann')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('I agree').check()
}

/** A page of somebody else, at an origin of its own. */
async function elsewhere(html: string, headers: Record<string, string> = {}) {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', ...headers })
    response.end(`<!doctype html><html lang="en"><title>Solar</title><body>${html}</body></html>`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() }
}

const embedded = (slug: string) =>
  `<style>input{background:red!important}</style><h1>Ours</h1><script src="${builtApp().url}/f/embed.js" data-form="${slug}" async></script>`

test.group('Hosted forms', () => {
  test('the script is small and one file', ({ assert }) => {
    const assets = join(import.meta.dirname, '../../build/public/assets')
    const manifest = JSON.parse(readFileSync(join(assets, '.vite/manifest.json'), 'utf8'))
    const { file, imports } = manifest['resources/hosted/form.ts']
    const script = readFileSync(join(assets, file))
    assert.isUndefined(imports)
    assert.isBelow(gzipSync(script).length / 1024, MOST_KB)
  })

  test('on a phone: a question comes and goes, a step is passed over, a reload keeps it', async ({
    assert,
  }) => {
    const form = await hostedForm()
    const { page, watch, close } = await openPage(PHONE)
    await page.goto(`${form.path}?utm_source=ad`)
    assert.isFalse(await page.getByLabel('When will you build?').isVisible())
    await page.getByLabel('None yet').check()
    await page.getByLabel('When will you build?').waitFor()
    assert.deepEqual(await findings(page), [])
    assert.isFalse(await isTooWide(page))
    await next(page).click()
    await page.getByText('Fill this in').first().waitFor()
    await page.getByLabel('When will you build?').fill('Next year')
    await page.reload()
    await becomes(assert, () => page.getByLabel('When will you build?').inputValue(), 'Next year')
    await next(page).click()
    await heading(page, 'Who are you?')
    await page.reload()
    await heading(page, 'Who are you?')
    await page.getByRole('button', { name: 'Back' }).click()
    await heading(page, 'Your roof')
    await fillIn(page, 'phone@solar.example')
    assert.deepEqual(await findings(page), [])
    await pause(LEAST_MS)
    await page.getByRole('button', { name: 'Send' }).click()
    await heading(page, 'Thank you')
    const [lead] = await leadsOf(form.entity)
    assert.containsSubset(lead.values, { email: 'phone@solar.example', roof: 'pitched', bill: 240 })
    assert.notProperty(lead.values, 'reason')
    assert.equal(lead.extra.utm_source, 'ad')
    assert.deepEqual(await page.context().cookies(), [])
    assert.deepEqual(watch.outside, [])
    assert.deepEqual(
      watch.errors.filter((one) => !one.includes('422')),
      []
    )
    await close()
  })

  test('without JavaScript from end to end', async ({ assert }) => {
    const form = await hostedForm()
    const { page, watch, close } = await openPage({ ...PHONE, javaScriptEnabled: false })
    await page.goto(form.path)
    await page.getByLabel('None yet').check()
    await next(page).click()
    await page.getByLabel('When will you build?').fill('Next year')
    await next(page).click()
    await page.getByLabel('E-mail').fill('plain@solar.example')
    await pause(LEAST_PLAIN_MS)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Tick this to go on').first().waitFor()
    await page.getByLabel('I agree').check()
    await page.getByRole('button', { name: 'Send' }).click()
    const [, a, b] = /(\d+) plus (\d+)/.exec((await page.locator('label').first().textContent())!)!
    await page.getByLabel('How much is').fill(String(Number(a) + Number(b)))
    await page.getByRole('button', { name: 'Send' }).click()
    await heading(page, 'Thank you')
    assert.match(page.url(), /\/thanks$/)
    assert.equal((await leadsOf(form.entity))[0].values.email, 'plain@solar.example')
    assert.deepEqual(
      watch.errors.filter((one) => !one.includes('422')),
      []
    )
    await close()
  })

  test('a program that fills in everything is refused', async ({ assert }) => {
    const form = await hostedForm()
    const { page, close } = await openPage()
    await page.goto(form.path)
    await fillIn(page, 'bot@spam.example')
    await page.evaluate(`document.querySelector('#website').value = 'https://spam.example'`)
    await pause(LEAST_MS)
    await page.getByRole('button', { name: 'Send' }).click()
    await heading(page, 'This was not sent')
    await page.getByRole('link', { name: 'Begin again' }).click()
    await heading(page, 'Your roof')
    assert.lengthOf(await leadsOf(form.entity), 0)
    await close()
  })

  test('a file goes along', async ({ assert }) => {
    const form = await hostedForm((document) => {
      const file = { type: 'field', key: 'plan', field: 'plan', accept: ['image/*'] }
      document.steps = [document.steps[2]]
      document.steps[0].elements.push(file)
    })
    const { page, close } = await openPage()
    await page.goto(form.path)
    await page.getByLabel('E-mail').fill('file@solar.example')
    await page.getByLabel('I agree').check()
    const name = 'roof.png'
    const upload = (buffer: Buffer) =>
      page.getByLabel('Plan of the roof').setInputFiles({ name, mimeType: 'image/png', buffer })
    await upload(Buffer.from('<svg onload="alert(1)">'))
    await pause(LEAST_MS)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('This kind of file is not taken').first().waitFor()
    await upload(Buffer.from('89504e470d0a1a0a0000000d', 'hex'))
    await page.getByRole('button', { name: 'Send' }).click()
    await heading(page, 'Thank you')
    assert.equal((await leadsOf(form.entity))[0].values.plan.type, 'image/png')
    await close()
  })

  test('the address is confirmed by a mail before it counts', async ({ assert }) => {
    const form = await hostedForm((document) => {
      document.double_opt_in = {
        ...{ field: 'email', subject: 'Confirm it', text: 'One click is left.', button: 'Confirm' },
      }
    })
    const { page, close } = await openPage()
    await page.goto(form.path)
    await fillIn(page, `opt-${form.slug}@solar.example`)
    await pause(LEAST_MS)
    await page.getByRole('button', { name: 'Send' }).click()
    await heading(page, 'Look into your inbox')
    assert.lengthOf(await leadsOf(form.entity), 0)
    const team = await openPage()
    await signIn(team.page)
    let link = ''
    for (let tries = 0; !link && tries < 40; tries++) {
      const found = (await team.page.evaluate(`fetch('/outbox/search?search=opt-${form.slug}', {
        headers: { accept: 'application/json' } }).then((one) => one.text())`)) as string
      const id = /"id":"(mail_|sbm_)[^"]+"/.exec(found)?.[0].slice(6, -1)
      const mail = id
        ? ((await team.page.evaluate(
            `fetch('/outbox/${id}', { headers: { accept: 'application/json' } }).then((one) => one.text())`
          )) as string)
        : ''
      link = /\/f\/confirm\/[\w.-]+/.exec(mail)?.[0] ?? ''
      if (!link) await pause(500)
    }
    await page.goto(link)
    assert.lengthOf(await leadsOf(form.entity), 0)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await heading(page, 'Thank you')
    assert.lengthOf(await leadsOf(form.entity), 1)
    await team.close()
    await close()
  })
})

test.group('Hosted forms on pages elsewhere', () => {
  test('a form stands in a shadow root and goes with its page', async ({ assert }) => {
    const form = await hostedForm()
    const there = await elsewhere(embedded(form.slug))
    const { page, watch, close } = await openPage(PHONE)
    await page.goto(`${there.url}/angebot?gclid=g1`)
    await heading(page, 'Your roof')
    assert.equal(await page.locator('iframe').count(), 0)
    assert.isTrue(await page.evaluate(`!!document.querySelector('div').shadowRoot`))
    await fillIn(page, 'embed@solar.example')
    const colour = await page.evaluate<string>(
      `getComputedStyle(document.querySelector('div').shadowRoot.querySelector('input[type=email]')).backgroundColor`
    )
    assert.equal(colour, 'rgb(255, 255, 255)')
    await pause(LEAST_MS)
    await page.getByRole('button', { name: 'Send' }).click()
    await heading(page, 'Thank you')
    const [lead] = await leadsOf(form.entity)
    assert.equal(lead.extra.gclid, 'g1')
    assert.equal(lead.extra.landing_page, `${there.url}/angebot`)
    assert.deepEqual(watch.errors, [])
    const asked = watch.outside.filter((one) => !one.startsWith(there.url))
    assert.deepEqual(asked, [])
    assert.deepEqual(await page.context().cookies(), [])
    await close()
    there.stop()
  })

  test('a page that lets nothing be fetched gets a frame of the height it needs', async ({
    assert,
  }) => {
    const form = await hostedForm()
    const { url } = builtApp()
    const policy = `default-src 'self' 'unsafe-inline'; script-src ${url}; frame-src ${url}; connect-src 'none'`
    const there = await elsewhere(embedded(form.slug), { 'content-security-policy': policy })
    const { page, close } = await openPage(PHONE)
    await page.goto(there.url)
    const frame = page.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'Your roof', exact: true }).waitFor()
    await becomes(
      assert,
      () =>
        page
          .locator('iframe')
          .evaluate((one: any) => one.clientHeight > 330 && one.clientHeight < 900),
      true
    )
    await frame.getByLabel('None yet').check()
    await frame.getByLabel('When will you build?').fill('Later')
    await frame.getByRole('button', { name: 'Next' }).click()
    await frame.getByRole('heading', { name: 'Who are you?' }).waitFor()
    await close()
    there.stop()
  })

  test('an origin the form does not name gets nothing', async ({ assert }) => {
    const form = await hostedForm((document) => (document.origins = ['https://solar.example']))
    const there = await elsewhere(embedded(form.slug))
    const { page, close } = await openPage()
    await page.goto(there.url)
    await page.locator('iframe').waitFor()
    await pause(500)
    assert.equal(await page.getByRole('heading', { name: 'Your roof', exact: true }).count(), 0)
    await close()
    there.stop()
  })
})
