import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { unzipSync } from 'fflate'
import { findings } from './support/axe.js'
import { openPage, signIn } from './support/browser.js'
import { draftFor } from './support/issued.js'

test.group('Sending documents', () => {
  test('send one, send it again, and find it in the outbox', async ({ assert }) => {
    const path = await draftFor('awning')
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(path)
    await page.getByRole('button', { name: 'Finalize' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Finalize' }).click()
    const number = await page.getByRole('heading', { name: /INV-\d{4}-\d{4}/ }).textContent()
    await page.getByText('Not sent yet.').waitFor()

    await page.getByRole('button', { name: 'Send', exact: true }).click()
    const dialog = page.getByRole('dialog')
    const to = dialog.getByLabel('To', { exact: true })
    assert.equal(await to.inputValue(), 'leads@awning.example')
    assert.deepEqual(await findings(page), [])
    await to.fill('books@awning.example, wrong@')
    await dialog.getByLabel('Personal note').fill('With thanks.')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await dialog.getByText('This is no e-mail address').waitFor()
    await to.fill('books@awning.example')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()

    const sends = page.locator('[data-send]')
    await sends.getByText('In outbox').waitFor({ timeout: 60_000 })
    assert.include(await sends.first().textContent(), 'books@awning.example')
    assert.include(await sends.first().textContent(), `${number}.pdf`)
    await page.goto(`${path}/document?part=sends`)
    await sends.getByText('In outbox').waitFor()
    assert.deepEqual(await findings(page), [])

    await page.getByRole('button', { name: 'Send again' }).click()
    assert.equal(await to.inputValue(), 'books@awning.example')
    assert.equal(await dialog.getByLabel('Personal note').inputValue(), 'With thanks.')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await sends.nth(1).waitFor()
    await sends.first().getByText('In outbox').waitFor({ timeout: 60_000 })

    await sends.first().getByRole('link', { name: 'Open in the outbox' }).click()
    await page.getByRole('heading', { name: `Invoice ${number} from` }).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: `${number}.pdf` }).click()
    const file = await readFile((await (await download).path())!)
    assert.equal(file.toString('latin1', 0, 5), '%PDF-')
    assert.deepEqual(
      watch.errors.filter((text) => !text.includes('422')),
      []
    )
    assert.deepEqual(watch.outside, [])
    await close()
  }).timeout(180_000)

  test('choose several: their files as one ZIP, and what sending them comes to', async ({
    assert,
  }) => {
    const path = await draftFor('awning')
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(path)
    await page.getByRole('button', { name: 'Finalize' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Finalize' }).click()
    const heading = page.getByRole('heading', { name: /INV-\d{4}-\d{4}/ })
    const number = (await heading.textContent())!
    await page.getByRole('link', { name: 'PDF with XML inside' }).waitFor({ timeout: 60_000 })

    await page.goto('/invoices?partner=awning')
    await page.locator('tbody').getByRole('checkbox').first().check()
    const bar = page.locator('[data-bulk]')
    await bar.getByText('1 chosen').waitFor()
    assert.deepEqual(await findings(page), [])
    const download = page.waitForEvent('download')
    await bar.getByRole('link', { name: 'Download ZIP' }).click()
    const zip = await readFile((await (await download).path())!)
    assert.deepEqual(Object.keys(unzipSync(new Uint8Array(zip))), [`${number}.pdf`])

    await bar.getByRole('button', { name: 'Send' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 document goes out').waitFor()
    await dialog.getByText('leads@awning.example').waitFor()
    assert.deepEqual(await findings(page), [])
    await dialog.getByRole('button', { name: 'Send 1 document' }).click()
    await page.getByText('1 document is on its way').first().waitFor()
    await page.goto(path)
    await page.locator('[data-send]').getByText('In outbox').waitFor({ timeout: 60_000 })
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  }).timeout(180_000)
})
