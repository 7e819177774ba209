/*
 * An agency's first day on hosts of its own: brand, client, portal, form and posting document. Whatever people see, read
 * in a mail or a file, or could read in a header, is searched for the product's own name.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { addressOn, giveDomains, linkOf, listenFor, mailsOf } from './support/own_domains.js'
import { PAGES, type WalkedPage } from './support/pages.js'
import { PASSWORD } from './support/portal.js'
import { pagesOf } from '#tests/helpers/read_pdf'

/** The first key of a blueprint is promised to programs: it may be seen where one is written or described. */
const OWN = /sluice(?!\\?"\s*[:\],]|:?\s*1\b)/i
const AGENCY = { key: 'leadhaus', name: 'Leadhaus', email: 'lea@leadhaus.example' }
const CLIENT = { key: 'sunny-roofs', name: 'Sunny Roofs', boss: 'boss@roofs.example' }
const BUYER = 'buyer@solarhouse.example'
/** Faster than anybody types is refused. */
const LEAST_MS = 1_700
const HOSTS = {
  app: 'app.brand.example',
  portal: 'partners.brand.example',
  capture: 'go.brand.example',
}

/** Pages of every account that need nothing made before. */
const PLAIN = (page: WalkedPage): page is WalkedPage & { path: string } =>
  typeof page.path === 'string' && !/sunco|solar|install|agency|accounts\/new/.test(page.path)

async function signIn(page: Page, email: string, password: string) {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/overview')
}

/** The client's configuration, leads and documents, as its team and its programs would make them. */
async function api(token: string, method: string, path: string, body?: object) {
  const answer = await fetch(`${builtApp().url}/api/v1${path}`, {
    method,
    headers: {
      'authorization': `Bearer ${token}`,
      'content-type': 'application/json',
      'prefer': 'wait=10',
    },
    body: body && JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

const partner = {
  ...{ key: 'solarhouse', name: 'Solarhouse', email: 'office@solarhouse.example' },
  billing: {
    ...{ legal_name: 'Solarhouse GmbH', street: 'Am Markt 2', postal_code: '20095' },
    ...{ city: 'Hamburg', country: 'DE', type: 'business', payment_days: 14 },
  },
  portal: { accept_reject: true, returns: { days: 7, reasons: ['invalid_phone'] } },
}

test.group("An agency's first day", (group) => {
  group.each.timeout(600_000)

  test('nobody it works for or with reads the name of the product', async ({ assert }) => {
    const { ace } = builtApp()
    const printed = await ace(
      ...['account:create', AGENCY.key, '--name', AGENCY.name, '--owner', AGENCY.email]
    )
    await ace('account:agency', AGENCY.key)
    const password = /Password\s+(\S+)/.exec(printed)![1]

    // Its brand, on the day it begins still at the address of the install.
    const first = await openPage()
    await signIn(first.page, AGENCY.email, password)
    await first.page.goto('/settings/brand')
    await first.page.getByLabel('Name of the product').fill(AGENCY.name)
    await first.page.getByLabel('Colour', { exact: true }).fill('#7a2e00')
    await first.page.getByRole('button', { name: 'Save', exact: true }).click()
    await first.page.getByText('Brand saved').first().waitFor()
    await first.close()
    await giveDomains(AGENCY.key, HOSTS)

    // From here on everything happens under its own names.
    const agency = await openPage({ baseURL: addressOn(HOSTS.app) })
    const heard = listenFor(agency.page, OWN)
    await signIn(agency.page, AGENCY.email, password)
    await agency.page.goto('/agency')
    await agency.page.getByRole('button', { name: 'Make the first client' }).click()
    const panel = agency.page.getByRole('dialog', { name: 'New client' })
    await panel.getByLabel('Company').fill(CLIENT.name)
    await panel.getByLabel('E-mail of the owner').fill(CLIENT.boss)
    await panel.getByRole('radio', { name: 'Solar' }).check()
    await panel.getByRole('button', { name: 'Make client' }).click()
    await agency.page.waitForURL(`**/agency/clients/${CLIENT.key}`)
    await agency.page.getByText(CLIENT.boss).waitFor()
    assert.deepEqual(await heard(), [], 'the agency')
    await agency.close()

    // The client's owner takes the invitation and looks at every page.
    const invitation = mailsOf([CLIENT.key], [CLIENT.boss]).find(({ to }) =>
      to.includes(CLIENT.boss)
    )
    const link = linkOf(invitation, /^\/invitation\//)
    assert.equal(link.hostname, HOSTS.app)
    const client = await openPage({ baseURL: addressOn(HOSTS.app) })
    const atClient = listenFor(client.page, OWN)
    await client.page.goto(link.pathname)
    await client.page.getByLabel('Name', { exact: true }).fill('Bea Boss')
    await client.page.getByLabel('New password').fill(PASSWORD)
    await client.page.getByRole('button', { name: 'Accept the invitation' }).click()
    await client.page.waitForURL('**/overview')
    const abilities = 'leads:write,leads:read,config:write,config:read,billing:write,billing:read'
    const token = (
      await ace('token:create', '--account', CLIENT.key, '--ability', abilities)
    ).trim()
    await api(token, 'PUT', '/blueprint', {
      sluice: 1,
      account: {
        ...{ country: 'DE', vat_id: 'DE136695976' },
        address: { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
      },
      partners: [partner],
    })
    const { data: entities } = (await (await api(token, 'GET', '/entities')).json()) as {
      data: { key: string }[]
    }
    const entity = entities[0].key
    await api(token, 'PUT', '/blueprint', {
      sluice: 1,
      profiles: [
        {
          ...{ key: 'day-one', name: 'Day one', entity, trigger: 'manual', price: '31.00' },
          strategy: { use: 'first_match' },
          assignments: [{ key: 'all', partner: partner.key, delivery: { use: 'portal' } }],
        },
      ],
    })
    const promised = listenFor(client.page, /sluice/i)
    for (const page of PAGES.filter(PLAIN)) {
      await client.page.goto(page.path)
      await client.page.locator('h1').first().waitFor()
      assert.deepEqual(await atClient(), [], page.path)
    }
    // That what is said is heard at all is seen where the promised key stands.
    assert.isNotEmpty(await promised())
    await client.page.goto('/no-such-page')
    assert.deepEqual(await atClient(), [], 'a page that is not there')

    // Its partner: a lead, a mail about it, a decision, an invoice.
    await client.page.goto(`/partners/${partner.key}/access`)
    const form = client.page.getByRole('form', { name: 'Invite somebody' })
    await form.getByLabel('E-mail').fill(BUYER)
    await form.getByRole('button', { name: 'Invite' }).click()
    await client.page.getByText(`The invitation is on its way to ${BUYER}`).first().waitFor()
    await client.close()
    const seat = linkOf(mailsOf([], [BUYER]).at(-1), /^\/portal\/invitation\//)
    assert.equal(seat.hostname, HOSTS.portal)
    const buyer = await openPage({ baseURL: addressOn(HOSTS.portal) })
    const atPortal = listenFor(buyer.page, OWN)
    await buyer.page.goto(seat.pathname)
    await buyer.page.getByLabel('New password').fill(PASSWORD)
    await buyer.page.getByRole('button', { name: 'Accept the invitation' }).click()
    await buyer.page.waitForURL('**/portal/leads')
    const values = { email: 'wanda@mail.example', phone: '+4930901820', name: 'Wanda Walker' }
    const lead = (await (
      await api(token, 'POST', '/leads', { entity, values, profile: 'day-one' })
    ).json()) as { distributions: { deliveries: { id: string }[] }[] }
    const delivery = lead.distributions[0].deliveries[0].id
    await buyer.page.goto(`/portal/leads/${delivery}`)
    await buyer.page.getByRole('button', { name: 'Accept for' }).click()
    await buyer.page.getByText('The lead is yours.').first().waitFor()
    const day = (offset: number) => new Date(Date.now() + offset).toISOString().slice(0, 10)
    const drafts = (await (
      await api(token, 'POST', '/invoices/generate', {
        ...{ from: day(-86_400_000), to: day(86_400_000) },
      })
    ).json()) as { data: { id: string }[] }
    const invoice = drafts.data[0].id
    await api(token, 'POST', `/invoices/${invoice}/finalize`)
    const pdf = await waitForPdf(token, invoice)
    assert.notMatch(pagesOf(pdf).join('\n'), OWN)
    assert.notMatch(pdf.toString('latin1'), OWN, 'what is written into the file')
    for (const path of [
      ...['leads', 'invoices', `invoices/${invoice}`, 'analytics', 'people', 'settings'],
      ...['settings/notifications', 'settings/security', 'no-such-page'],
    ]) {
      await buyer.page.goto(`/portal/${path}`)
      await buyer.page.locator('h1').first().waitFor()
      assert.deepEqual(await atPortal(), [], path)
    }
    assert.deepEqual(await findings(buyer.page), [])
    await buyer.close()

    // What strangers see: a form that brings a lead, and a document that says how to post one, on a host of their own.
    const element = { type: 'field', key: 'email', field: 'email' }
    const document = {
      ...{ schema: 1, language: 'en', title: 'Your roof' },
      steps: [{ key: 'you', title: 'Who are you?', elements: [element] }],
      after: { type: 'page', title: 'Thank you', text: 'We call you tomorrow.' },
    }
    await api(token, 'POST', '/forms', { key: 'roofs', name: 'Roofs', entity, document })
    const live = await api(token, 'POST', '/forms/roofs/publish', {})
    const formUrl = new URL(((await live.json()) as { url: string }).url)
    assert.equal(formUrl.hostname, HOSTS.capture)
    const made = await api(token, 'POST', '/sources', {
      ...{ key: 'radio', entity, posting: { public: true } },
    })
    const postingUrl = new URL(((await made.json()) as { posting_url: string }).posting_url)
    assert.equal(postingUrl.hostname, HOSTS.capture)
    const stranger = await openPage({ baseURL: addressOn(HOSTS.capture) })
    const outside = listenFor(stranger.page, OWN)
    await stranger.page.goto(formUrl.pathname)
    await stranger.page.getByLabel('E-mail').fill('stranger@mail.example')
    assert.deepEqual(await outside(), [], 'the form')
    await pause(LEAST_MS)
    await stranger.page.getByRole('button', { name: 'Send' }).click()
    await stranger.page.getByText('We call you tomorrow.').waitFor()
    assert.deepEqual(await outside(), [], 'behind the form')
    await stranger.page.goto(postingUrl.pathname)
    await stranger.page.getByRole('heading', { level: 1 }).waitFor()
    assert.deepEqual(await outside(), [], 'the posting document')
    assert.equal((await stranger.page.goto('/login'))?.status(), 404)
    assert.deepEqual(await outside(), [], 'what is not there')
    await stranger.close()
    const paper = await fetch(`${builtApp().url}${postingUrl.pathname}.pdf`)
    assert.equal(paper.status, 200)
    assert.notMatch(pagesOf(Buffer.from(await paper.arrayBuffer())).join('\n'), OWN)

    const mails = mailsOf([AGENCY.key, CLIENT.key], [AGENCY.email, CLIENT.boss, BUYER])
    assert.isAtLeast(mails.length, 2)
    for (const mail of mails) assert.notMatch(JSON.stringify(mail), OWN, mail.subject)
  })
})

async function waitForPdf(token: string, invoice: string): Promise<Buffer> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${builtApp().url}/api/v1/invoices/${invoice}/pdf`, {
      headers: { authorization: `Bearer ${token}` },
    })
    if (answer.status === 200) return Buffer.from(await answer.arrayBuffer())
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The PDF was not made within 20 s')
}
