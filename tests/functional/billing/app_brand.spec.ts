import { crc32, deflateSync } from 'node:zlib'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { appBrand, forgetBrands } from '#accounts/brands/app_brands'
import { forgetHouseBrands } from '#accounts/brands/house_brand'
import { brandOf } from '#accounts/brand'
import { partnerMail, productMail, teamMail } from '#accounts/mails/mail_brand'
import { loadAccount } from '#accounts/repository'
import { lookOf } from '#billing/documents/look/load_look'
import { loadTaxDocument } from '#billing/documents/load_tax_document'
import { fullAccount } from '#tests/functional/authorization/world'
import { insider, invitationMails, ownedAccount } from '#tests/functional/accounts/support/team'
import { PASSWORD, mailsTo } from '#tests/functional/accounts/support/people'
import { as } from '#tests/functional/api/call'
import { OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import { GUEST_PAGES, PAGES, PORTAL_PAGES } from '#tests/browser/support/pages'
import { startEngine } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'

const AT = '/settings/brand'
/** A red square, with a text and a script behind its end. */
function square(): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([size, body, sum])
  }
  const head = Buffer.from([0, 0, 0, 16, 0, 0, 0, 16, 8, 2, 0, 0, 0])
  const row = Buffer.concat([Buffer.alloc(1), Buffer.alloc(48, Buffer.from([255, 0, 0]))])
  const rows = deflateSync(Buffer.concat(Array.from({ length: 16 }, () => row)))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...[chunk('IHDR', head), chunk('tEXt', Buffer.from('Comment\0payload')), chunk('IDAT', rows)],
    ...[chunk('IEND', Buffer.alloc(0)), Buffer.from('<script>alert("payload")</script>')],
  ])
}
const DOT = square()
const SVG = (inner: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><title>payload</title>${inner}</svg>`
  )
const SHAPE = '<path fill="#1d4ed8" d="M0 0h40v10H0z"/>'

const put = (visitor: Visitor, brand: object, at = AT) => visitor.json('PUT', at, brand)

/** Makes somebody own the install, and takes its brand away after. */
async function installOwner() {
  const { owner } = await ownedAccount()
  await db.from('users').where('id', owner.user.id).update({ owns_install: true })
  return owner.visitor
}
const setAgency = async (client: string, agency: string) => {
  await db.from('accounts').where('id', agency).update({ agency: true })
  await db.from('accounts').where('id', client).update({ parent_id: agency })
  forgetBrands()
}
const plainInstall = async () => {
  await db.from('app_brands').whereNull('account_id').delete()
  forgetBrands()
}

async function upload(visitor: Visitor, kind: 'logo' | 'icon', content: Buffer) {
  const form = new FormData()
  form.set('logo', new Blob([new Uint8Array(content)], { type: 'image/png' }), 'logo.png')
  const answer = await fetch(
    `http://${process.env.HOST}:${process.env.PORT}${AT}/pictures/${kind}`,
    {
      method: 'POST',
      body: form,
      headers: {
        'accept': 'application/json',
        'cookie': [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-xsrf-token': decodeURIComponent(visitor.cookies.get('XSRF-TOKEN') ?? ''),
      },
    }
  )
  return { status: answer.status, body: (await answer.json()) as any }
}

test.group('The brand of the product', (group) => {
  group.setup(() => startEngine())
  group.each.teardown(() => plainInstall())

  test('client before agency before install; each page says the nearest, and so does the login', async ({
    assert,
  }) => {
    const owner = await installOwner()
    assert.equal(
      (await put(owner, { name: 'Leadhaus', radius: 'round' }, '/install/brand')).status,
      200
    )
    const agency = await ownedAccount()
    const client = await ownedAccount()
    await setAgency(client.account.id, agency.account.id)
    const of = async (visitor: Visitor) => (await visitor.page(AT)).props.brand
    assert.equal((await of(client.owner.visitor)).name, 'Leadhaus')
    assert.equal(
      (await put(agency.owner.visitor, { name: 'Agentur Nord', color: '#1d4ed8' })).status,
      200
    )
    assert.include(await of(client.owner.visitor), { name: 'Agentur Nord', color: '#1d4ed8' })
    await put(client.owner.visitor, { color: '#7a0000' })
    const seen = await of(client.owner.visitor)
    assert.include(seen, { name: 'Agentur Nord', color: '#7a0000', radius: 'round' })
    assert.include(seen.css, '--brand:#7a0000')
    assert.equal((await new Visitor().page('/login')).props.brand.name, 'Leadhaus')
    assert.equal((await appBrand(agency.account.id)).color, '#1d4ed8')
  })

  test('the page of the install is there for who owns it alone', async ({ assert }) => {
    const { owner } = await ownedAccount()
    for (const method of ['GET', 'PUT'])
      assert.equal(
        (await owner.visitor.json(method, '/install/brand', method === 'PUT' ? {} : undefined))
          .status,
        404
      )
    const operator = await insider((await ownedAccount()).account.id, 'operator')
    assert.equal((await put(operator.visitor, { name: 'X' })).status, 403)
  })

  test('versions: saving the same makes none, an earlier one can be had again, the history tells', async ({
    assert,
  }) => {
    const { account, owner } = await ownedAccount()
    const { visitor } = owner
    await put(visitor, { name: 'Eins' })
    await put(visitor, { name: 'Eins' })
    await put(visitor, { name: 'Zwei', login: { de: 'Hallo' } })
    const { versions } = (await visitor.page(AT)).props
    assert.deepEqual(
      versions.map(({ version }: { version: number }) => version),
      [2, 1]
    )
    assert.equal((await visitor.json('POST', `${AT}/restore`, { version: 1 })).status, 200)
    assert.equal((await appBrand(account.id)).name, 'Eins')
    assert.equal((await visitor.json('POST', `${AT}/restore`, { version: 9 })).status, 422)
    const changes = await db.from('config_changes').where('account_id', account.id)
    assert.lengthOf(
      changes.filter(({ detail }) => String(detail).includes('app_brand')),
      3
    )
    const refused = await put(visitor, { color: '#ffcc00', logo: 'a'.repeat(40) })
    assert.equal(refused.status, 422)
    assert.equal(refused.body.errors[0].field, 'color')
  })

  test('pictures are drawn anew: what was behind or in them is gone, and each is a PNG', async ({
    assert,
  }) => {
    const { account, owner } = await ownedAccount()
    const { visitor } = owner
    for (const [content, width] of [
      [DOT, 16],
      [SVG(SHAPE), 640],
    ] as const) {
      const { status, body } = await upload(visitor, 'logo', content)
      assert.equal(status, 201, JSON.stringify(body))
      assert.equal(body.width, width)
      const shown = await fetch(
        `http://${process.env.HOST}:${process.env.PORT}/brand/${body.id}.png`
      )
      assert.equal(shown.headers.get('content-type'), 'image/png')
      assert.equal(shown.headers.get('x-content-type-options'), 'nosniff')
      assert.include(shown.headers.get('cache-control')!, 'immutable')
      const bytes = Buffer.from(await shown.arrayBuffer())
      assert.equal(bytes.toString('latin1', 1, 4), 'PNG')
      assert.notInclude(bytes.toString('latin1'), 'payload')
    }
    for (const [content, rule] of [
      [SVG('<script>alert(1)</script>'), 'logo_svg'],
      [SVG('<image href="http://127.0.0.1/x.png"/>'), 'logo_svg'],
      [Buffer.from('GIF89a'), 'picture_type'],
      [Buffer.concat([DOT.subarray(0, 40), Buffer.alloc(30)]), 'logo_broken'],
    ] as const) {
      const refused = await upload(visitor, 'logo', content)
      assert.equal(refused.status, 422)
      assert.equal(refused.body.errors[0].rule, rule)
    }
    const { body: icon } = await upload(visitor, 'icon', SVG(SHAPE))
    await put(visitor, { name: 'Mit Bild', icon: icon.id })
    for (const size of [32, 180, 192, 512]) {
      const answer = await visitor.get(`/brand/${icon.id}-${size}.png`)
      assert.equal(answer.status, 200, String(size))
    }
    for (const none of [`${icon.id}-64`, icon.id, '../x', 'a'.repeat(40)])
      assert.equal((await visitor.get(`/brand/${none}.png`)).status, 404, none)
    const { body: manifest } = await visitor.get('/manifest.webmanifest')
    assert.equal(
      JSON.parse(String(typeof manifest === 'string' ? manifest : JSON.stringify(manifest))).icons
        .length,
      2
    )
    // A picture of another account is none here.
    const other = await ownedAccount()
    assert.equal((await put(other.owner.visitor, { icon: icon.id })).status, 422)
    assert.equal((await appBrand(account.id)).icon?.id, icon.id)
  }).timeout(120_000)

  test('a client prints in its agency’s look, and a document keeps it', async ({
    client,
    assert,
  }) => {
    const agency = await billingAccount()
    const house = await billingAccount()
    await setAgency(house.id, agency.id)
    await db.from('accounts').where('id', agency.id).update({ name: 'Agentur Nord' })
    const finance = await makeUser(agency.id, 'finance')
    const look = { ...brandOf({}), accent: '#7a0000', footer: ['Agentur'] }
    const { version: UNUSED, ...plain } = look
    ;(await askJson(client, 'put', '/settings/documents', finance, plain)).assertStatus(200)
    await book(house, { day: '2026-10-03', amount: 500 })
    const api = as(house)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const { id } = (await api.post(`/invoices/${draft.id}/finalize`)).body
    const now = async () => {
      const account = (await loadAccount(house.id))!
      const document = await loadTaxDocument(account, id, { items: false })
      if (!document.ok) throw new Error('it is not issued')
      return {
        look: await lookOf(house.id, id, document.value),
        seller: document.value.seller.name,
      }
    }
    const first = await now()
    assert.containsSubset(first.look, { accent: '#7a0000', footer: [['Agentur']], version: 1 })
    assert.equal(first.seller, 'Bright Leads GmbH')
    ;(
      await askJson(client, 'put', '/settings/documents', finance, { ...plain, accent: '#00007a' })
    ).assertStatus(200)
    assert.equal((await now()).look.accent, '#7a0000')
    forgetHouseBrands()
    assert.equal(brandOf((await loadAccount(house.id))!).accent, '#00007a')
    assert.notProperty((await api.get('/blueprint')).body.account, 'brand')
  }).timeout(120_000)

  test('mails: the product’s from its sender, an account’s from the account, to partners never as the agency', async ({
    assert,
  }) => {
    const agency = await ownedAccount()
    const client = await ownedAccount()
    await setAgency(client.account.id, agency.account.id)
    await put(agency.owner.visitor, {
      ...{ name: 'Leadhaus', sender_name: 'Leadhaus Team', reply_to: 'team@haus.example' },
      ...{ support_email: 'hilfe@haus.example', color: '#7a0000' },
    })
    const account = (await loadAccount(client.account.id))!
    const product = await productMail(account)
    assert.include(product, { fromName: 'Leadhaus Team', replyTo: 'team@haus.example' })
    assert.include(product.brand, { name: 'Leadhaus', color: '#7a0000' })
    assert.equal((await teamMail(account)).brand.name, account.name)
    assert.include(await partnerMail(account), { fromName: account.name, replyTo: null })
    const stranger = new Visitor()
    await stranger.begin()
    await stranger.json('POST', '/forgot-password', { email: client.owner.user.email })
    const mails = await mailsTo(client.owner.user, 1)
    const reset = mails.at(-1)!
    assert.include(reset.text, 'on Leadhaus')
    assert.include(reset.html, 'hilfe@haus.example')
  })
})

/** What may say it: the format of blueprints and the beginning of tokens are promised to programs. */
const PROMISED = /(\\?["']?sluice\\?["']?: ?1\b|"sluice"|slc_\w*)/gi

test.group('A branded install names nobody else', (group) => {
  group.setup(() => startEngine())
  group.each.teardown(() => plainInstall())

  test('pages of guests, the team and partners, errors, the API’s document, mails, a PDF', async ({
    assert,
  }) => {
    const install = await installOwner()
    await put(install, { name: 'Leadhaus' }, '/install/brand')
    const home = await fullAccount()
    const found: string[] = []
    const look = (where: string, text: string) => {
      const hit = /.{0,40}sluice.{0,40}/i.exec(text.replace(PROMISED, ''))
      if (hit) found.push(`${where}: ${hit[0]}`)
    }
    const seen = async (visitor: Visitor, path: string, accept = 'text/html') => {
      // No page is built for these tests: they come as their data. The document around them is the browser's to test.
      const ways = [visitor.get(path, { accept })]
      if (accept === 'text/html') ways[0] = visitor.page(path)
      for (const answer of await Promise.all(ways)) {
        if (answer.props && !answer.props.brand?.css)
          found.push(`${path}: its data hides the brand`)
        if (answer.props?.limits) found.push(`${path}: its data hides what a place is limited to`)
        if (answer.status >= 500) found.push(`${path}: ${answer.status}`)
        look(path, JSON.stringify(answer.body))
        look(`headers of ${path}`, JSON.stringify([...answer.headers]))
      }
    }
    const plain = (pages: typeof PAGES) =>
      pages.flatMap(({ path }) => (typeof path === 'string' ? [path] : []))
    const guest = new Visitor()
    for (const path of [
      ...plain(GUEST_PAGES),
      '/nothing/here',
      '/manifest.webmanifest',
      '/api/docs',
    ])
      await seen(guest, path)
    for (const path of [...plain(PAGES), '/nothing/here', '/install/brand'])
      await seen(home.owner.visitor, path)
    for (const path of ['/install/brand', AT]) await seen(install, path)
    for (const path of plain(PORTAL_PAGES)) await seen(home.seat.buyer, path)
    for (const path of [
      '/api/v1/openapi.json',
      '/api/v1/leads',
      '/api/v1/none',
      '/problems/not-found',
    ])
      await seen(guest, path, 'application/json')
    assert.deepEqual(found, [])

    look('error page', (await guest.get('/nothing/here', { accept: 'text/html' })).body)
    const { title } = (await guest.get('/api/v1/openapi.json')).body.info
    assert.equal(title, 'Leadhaus')
    assert.include(
      (await guest.get('/nothing/here', { accept: 'text/html' })).body,
      '· Leadhaus</title>'
    )
    const mate = await home.owner.visitor.json('POST', '/settings/team/invitations', {
      ...{ email: `brand-${Date.now()}@team.example`, role: 'viewer' },
    })
    const stranger = new Visitor()
    await stranger.begin()
    await stranger.json('POST', '/forgot-password', { email: home.owner.user.email })
    await invitationMails(mate.body.id)
    const told = await mailsTo(home.owner.user, 2)
    assert.isTrue(told.some(({ text }) => text.includes('on Leadhaus')))
    for (const mail of await db.from('mails').where('account_id', home.id))
      look('mail', JSON.stringify(mail))
    const visitor = home.owner.visitor
    const begun = await visitor.json('POST', '/settings/security/second-factor', {
      password: PASSWORD,
    })
    assert.include(decodeURIComponent(begun.body.uri), 'issuer=Leadhaus')
    const pdf = await fetch(
      `http://${process.env.HOST}:${process.env.PORT}/settings/documents/preview/pdf`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'accept': 'application/json',
          'cookie': [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'x-xsrf-token': decodeURIComponent(visitor.cookies.get('XSRF-TOKEN') ?? ''),
        },
        body: JSON.stringify({ brand: plainLook(), kind: 'invoice', language: 'de', lines: 1 }),
      }
    )
    assert.equal(pdf.status, 200)
    const bytes = Buffer.from(await pdf.arrayBuffer()).toString('latin1')
    look('PDF', bytes)
    assert.include(bytes, '<pdf:Producer>Leadhaus</pdf:Producer>')
    assert.deepEqual(found, [])
  }).timeout(180_000)
})

function plainLook() {
  const { version: UNUSED, ...look } = brandOf({})
  return look
}
