import { test } from '@japa/runner'
import { PLAIN, PLAIN_BRAND } from '#accounts/brand'
import { addLogo } from '#accounts/brands/logos'
import { loadAccount } from '#accounts/repository'
import { sha256 } from '#billing/documents/files/document_disk'
import { recordsOf } from '#billing/documents/files/file_records'
import { FileRunner, fileRunner } from '#billing/documents/files/file_runner'
import { lookOf } from '#billing/documents/look/load_look'
import { loadTaxDocument } from '#billing/documents/load_tax_document'
import { valuesFor } from '#billing/documents/page/write_values'
import { brandedMail } from '#billing/sends/brand_mail'
import { as } from '#tests/functional/api/call'
import { OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { startEngine } from '#tests/helpers/make_account'

const LOOK = PLAIN
const PATH = '/settings/documents'
const LOGO = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10z"/></svg>'
)
const PREVIEW = { brand: LOOK, kind: 'invoice', language: 'de', lines: 1 }

async function finalized(account: Awaited<ReturnType<typeof billingAccount>>, day: string) {
  await book(account, { day, amount: 500 })
  const api = as(account)
  const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
  return (await api.post(`/invoices/${draft.id}/finalize`)).body
}

const lookNow = async (account: { id: string }, id: string) => {
  const document = await loadTaxDocument((await loadAccount(account.id))!, id, { items: false })
  if (!document.ok) throw new Error('it is not issued')
  return lookOf(account.id, id, document.value)
}

test.group('billing: how documents look', (group) => {
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())

  test('is saved in versions; a document keeps the one it was finalized with, and its file', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount()
    const finance = await makeUser(account.id, 'finance')
    const before = await finalized(account, '2026-10-03')
    await new FileRunner().pass()
    const pdfOf = async () =>
      (await recordsOf(account.id, [before.id])).find(({ format }) => format === 'pdf')!
    const kept = await pdfOf()

    const look = { ...LOOK, accent: '#aa0000', footer: ['Line 1'] }
    const intro = 'Beleg {number} für {partner}, fällig am {due_date}.'
    const texts = { [before.language]: { intro } }
    const saved = await askJson(client, 'put', PATH, finance, { ...look, texts })
    saved.assertStatus(200)
    assert.equal(saved.body().version, 1)
    const same = await askJson(client, 'put', PATH, finance, { ...look, texts })
    assert.equal(same.body().version, 1)
    const after = await finalized(account, '2026-10-05')
    const due = valuesFor(before.language, 'DE', 'EUR').date(after.due_date)
    assert.deepEqual(after.notes, [`Beleg ${after.number} für Sonne GmbH, fällig am ${due}.`])
    await askJson(client, 'put', PATH, finance, { ...look, accent: '#00007a' })

    assert.equal((await lookNow(account, before.id)).accent, PLAIN_BRAND.accent)
    assert.containsSubset(await lookNow(account, after.id), {
      ...{ version: 1, accent: '#aa0000', footer: [['Line 1']] },
    })
    await new FileRunner().pass()
    assert.deepEqual(await pdfOf(), kept)
    const made = (await recordsOf(account.id, [after.id])).find(({ format }) => format === 'pdf')!
    assert.match(made.template!, /^\d+\.1$/)
    assert.equal(
      (await as(account).get(`/invoices/${before.id}`)).body.totals.gross.amount,
      before.totals.gross.amount
    )
  }).timeout(300_000)

  test('a credit note says the texts of its kind, or none', async ({ client, assert }) => {
    const account = await billingAccount()
    const finance = await makeUser(account.id, 'finance')
    const api = as(account)
    const first = await finalized(account, '2026-10-03')
    const credit = async (id: string) =>
      (await api.post(`/invoices/${id}/credit-notes`, { reason: 'wrong price' })).body
    const texts = (own: object) => ({ [first.language]: { intro: 'Wir berechnen', ...own } })
    const save = (own: object) =>
      askJson(client, 'put', PATH, finance, { ...LOOK, texts: texts(own) })
    ;(await save({ payment: 'Zahlen Sie bald.' })).assertStatus(200)
    const plain = await credit(first.id)
    assert.deepEqual(plain.notes, [], JSON.stringify(plain))

    const said = { intro: 'Wir schreiben {partner} gut.\n\n{number}', closing: 'Summe {total}' }
    ;(await save({ credit_note: said })).assertStatus(200)
    const second = await finalized(account, '2026-10-05')
    const note = await credit(second.id)
    const { money } = valuesFor(first.language, 'DE', 'EUR')
    assert.deepEqual(note.notes, [
      ...['Wir schreiben Sonne GmbH gut.', note.number],
      `Summe ${money(note.totals.gross.amount)}`,
    ])
    const document = await loadTaxDocument(account.account, note.id, { items: false })
    assert.equal(document.ok && document.value.notes_above, 2)
    const bad = await save({ self_billing: { payment: '{nobody}' } })
    bad.assertStatus(422)
    const field = `texts.${first.language}.self_billing.payment`
    assert.containsSubset(bad.body().errors, [{ field, rule: 'placeholder' }])
  }).timeout(120_000)

  test('a look is set up from a blueprint and exported into one; the logo stays', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount()
    const api = as(account)
    assert.notProperty((await api.get('/blueprint')).body.account, 'brand')
    const brand = { accent: '#1d4ed8', texts: { en: { self_billing: { intro: 'We owe you:' } } } }
    const wish = { sluice: 1, account: { brand } }
    const put = await api.put('/blueprint', wish)
    assert.equal(put.status, 200, JSON.stringify(put.body))
    const { logo: UNUSED, ...plain } = LOOK
    assert.deepEqual((await api.get('/blueprint')).body.account.brand, { ...plain, ...brand })
    assert.equal((await loadAccount(account.id))!.brand!.version, 1)
    await api.put('/blueprint', wish)
    assert.equal((await loadAccount(account.id))!.brand!.version, 1, 'the same is no new version')
    assert.equal((await finalized(account, '2026-10-03')).status, 'open')

    const owner = await makeUser(account.id)
    const uploaded = await addLogo(account.id, LOGO, 1)
    const logo = uploaded.ok ? uploaded.value.id : ''
    ;(await askJson(client, 'put', PATH, owner, { ...LOOK, logo })).assertStatus(200)
    await api.put('/blueprint', wish)
    const now = (await loadAccount(account.id))!.brand!
    assert.deepEqual([now.version, now.logo, now.accent], [3, logo, '#1d4ed8'])
    assert.notProperty((await api.get('/blueprint')).body.account.brand, 'logo')
    const faint = { sluice: 1, account: { brand: { accent: '#ffff00' } } }
    const refused = await api.put('/blueprint', faint)
    assert.equal(refused.status, 422)
    assert.containsSubset(refused.body.errors, [{ field: 'account.brand.accent' }])
  }).timeout(120_000)

  test('a logo is kept and shown to its own account alone; a bad file is refused by name', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount()
    const owner = await makeUser(account.id)
    const upload = (content: Buffer) =>
      client
        .post(`${PATH}/logo`)
        .withGuard('team')
        .loginAs(owner)
        .withCsrfToken()
        .header('accept', 'application/json')
        .file('logo', content, { filename: 'logo.png', contentType: 'image/png' })
    for (const [content, rule] of [
      [Buffer.from('%PDF-1.7'), 'logo_type'],
      [Buffer.from('<svg viewBox="0 0 1 1"><script/></svg>'), 'logo_svg'],
      [Buffer.alloc(1024 * 1024 + 1), 'logo_size'],
    ] as const) {
      const refused = await upload(content)
      assert.equal(refused.status(), 422)
      assert.containsSubset(refused.body().errors, [{ field: 'logo', rule }])
    }
    const added = await upload(LOGO)
    assert.equal(added.status(), 201, added.text())
    const { id } = added.body()
    const look = { ...LOOK, logo: id }
    ;(await askJson(client, 'put', PATH, owner, look)).assertStatus(200)
    const shown = await askJson(client, 'get', `${PATH}/logo/${id}`, owner)
    assert.equal(shown.header('content-type'), 'image/svg+xml')
    assert.include(shown.header('content-security-policy'), "default-src 'none'")
    // Mails show no SVG: they go without.
    assert.isEmpty((await brandedMail((await loadAccount(account.id))!)).images)

    const stranger = await billingAccount()
    const other = await makeUser(stranger.id)
    ;(await askJson(client, 'get', `${PATH}/logo/${id}`, other)).assertStatus(404)
    const stolen = await askJson(client, 'put', PATH, other, look)
    stolen.assertStatus(422)
    assert.containsSubset(stolen.body().errors, [{ field: 'logo', rule: 'exists' }])
  })

  test('a preview is the printed page on a sample or on an own document, marked, and without scripts', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount()
    const viewer = await makeUser(account.id, 'viewer')
    const issued = await finalized(account, '2026-10-03')
    const see = async (own: object) => {
      const answer = await askJson(client, 'post', `${PATH}/preview`, viewer, {
        ...PREVIEW,
        ...own,
      })
      return { status: answer.status(), body: answer.body() }
    }
    const texts = { de: { intro: '<script>alert(1)</script> {number}' } }
    const { body } = await see({ brand: { ...LOOK, accent: '#123456', texts } })
    assert.include(body.html, '#123456')
    assert.include(body.html, 'Muster')
    assert.include(body.html, '&lt;script&gt;alert(1)&lt;/script&gt; INV-2026-0042')
    assert.notInclude(body.html, '<script')
    assert.include((await see({ kind: 'self_billing' })).body.html, 'Gutschrift')
    const own = await see({ invoice: issued.id })
    assert.include(own.body.html, issued.number)
    assert.equal((await see({ brand: { ...LOOK, accent: 'x' } })).status, 422)
    const stranger = await billingAccount()
    const foreign = await finalized(stranger, '2026-10-03')
    assert.equal((await see({ invoice: foreign.id })).status, 404)
    ;(await askJson(client, 'put', PATH, viewer, LOOK)).assertStatus(403)
    const page = await getPage(client, PATH, viewer)
    assert.containsSubset(page.inertiaProps.documents, [{ number: issued.number }])
    const sheet = await askJson(client, 'get', `${PATH}/sheet`, viewer)
    assert.match(sheet.header('content-type')!, /^text\/plain/)
    assert.lengthOf(sha256(Buffer.from(sheet.text())), 64)
  }).timeout(120_000)
})
