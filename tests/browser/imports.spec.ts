import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { becomes, openPage, signIn } from './support/browser.js'
import {
  badRows,
  checkFile,
  csvOf,
  enterOwnAccount,
  outcome,
  runImport,
  uploadFile,
  xlsxOf,
} from './support/imports.js'
import { PASSWORD, linkInMail } from './support/portal.js'

const isTooWide = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
const targetOf = (page: Page, column: string) =>
  page.getByRole('combobox', { name: `What ${column} is`, exact: true })

test.group('Imports', () => {
  test('a file with errors is mapped, checked, taken in, corrected, and undone', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage({ acceptDownloads: true })
    await signIn(page)
    const rows = [
      ['Wer', 'E-Mail', 'State', 'Monthly bill', 'Kennt uns'],
      ['Ida Import', 'ida@mail.example', 'CA', '180,50', 'fair'],
      ['Jo Import', 'not a mail', 'AZ', '90', 'web'],
      ['Kim Import', 'kim@mail.example', 'Bavaria', '120', 'web'],
      ['Lou Import', 'lou@mail.example', 'TX', '75', 'fair'],
      ['Max Import', 'max@mail.example', 'NV', '220,00', ''],
    ]
    await uploadFile(page, 'fair leads.csv', csvOf(rows))
    await page.getByText('2 of 5 rows are bad').waitFor()
    await page.getByText('E-mail: This is no e-mail address').waitFor()
    assert.equal(await targetOf(page, 'E-Mail').inputValue(), 'email')
    assert.equal(await targetOf(page, 'Wer').inputValue(), 'extra')

    // A required field is missed at once, and found again.
    await targetOf(page, 'E-Mail').selectOption({ label: 'Leave out' })
    await page.getByText('E-mail is required, and no column says it.').waitFor()
    assert.isTrue(await page.getByRole('button', { name: 'Check the file' }).isDisabled())
    await targetOf(page, 'E-Mail').selectOption('email')
    await targetOf(page, 'Wer').selectOption('name')
    const lou = page.getByRole('row', { name: /Lou Import/ })
    await lou.getByRole('cell', { name: 'Lou Import' }).waitFor()
    await page.getByText('2 of 5 rows are bad').waitFor()
    // Rows that are read anew are pale for that moment.
    await becomes(assert, () => findings(page), [])
    assert.isFalse(await isTooWide(page), 'the mapping is wider than the window')

    assert.equal(await checkFile(page), '3 of 5 rows can be taken')
    const problems = await page.locator('[data-test=problem]').allInnerTexts()
    assert.lengthOf(problems, 2)
    assert.match(problems.join(), /E-mail\s+This is no e-mail address\s+1\s+row 2/)
    assert.deepEqual(await findings(page), [], 'the check')

    // What is decided afterwards leaves the check as it is.
    await page.getByRole('button', { name: 'Decide what happens' }).click()
    await page.getByRole('textbox', { name: 'Source' }).fill('fair-2026')
    await page.getByRole('radio', { name: /Yes, as if they arrived now/ }).check()
    await page.getByText('3 leads are offered to partners at once, by Solar US.').waitFor()
    await page.getByRole('radio', { name: /No, keep them/ }).check()
    assert.deepEqual(await findings(page), [], 'the settings')
    await page.getByRole('button', { name: 'Import 3 leads' }).click()
    assert.equal(await outcome(page), '3 leads were created')
    assert.deepEqual(await findings(page), [], 'the result')

    const text = await badRows(page)
    assert.match(text, /not a mail/)
    assert.match(text, /"row","field","problem"/)
    const corrected = text.replace('not a mail', 'jo@mail.example').replace('Bavaria', 'CA')
    await page.locator('[data-test=corrected-file]').setInputFiles({
      ...{ name: 'corrected.csv', mimeType: 'text/csv', buffer: Buffer.from(corrected) },
    })
    await page.getByRole('heading', { name: 'corrected.csv' }).waitFor()
    await page.getByText('2 rows, and nothing is wrong with them').waitFor()
    assert.equal(await targetOf(page, 'Wer').inputValue(), 'name')
    assert.equal(await checkFile(page), 'All 2 rows can be taken')
    assert.equal(await runImport(page), '2 leads were created')

    await page.getByRole('link', { name: 'Show the leads' }).click()
    await page
      .getByRole('row', { name: /Kim Import/ })
      .first()
      .waitFor()
    await page.goto('/imports')
    await page.getByRole('link', { name: 'fair leads.csv' }).click()
    await page.getByRole('button', { name: 'Undo the import' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('3 leads it created are erased.').waitFor()
    await dialog.getByRole('button', { name: 'Undo the import' }).click()
    await page.getByText('The import is undone').waitFor()
    await page.locator('[data-test=undo]').getByText('3 leads were erased.').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a sheet on a phone: columns as cards, a fixed value, all of it taken', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage({ viewport: { width: 390, height: 844 } })
    await signIn(page)
    const name = `${'a very long name of a file '.repeat(7)}.xlsx`
    const file = await xlsxOf(
      ['Name', 'Email address', 'Bill'],
      [
        ['Nia Sheet', 'nia@mail.example', '140'],
        ['Oto Sheet', 'oto@mail.example', '160'],
      ]
    )
    await uploadFile(page, name, file)
    assert.isFalse(await isTooWide(page), 'the columns are wider than the window')
    assert.deepEqual(await findings(page), [], 'the columns')
    await page.getByRole('combobox', { name: 'Set a fixed value' }).click()
    await page.getByRole('option', { name: 'State' }).click()
    await page.getByRole('combobox', { name: 'State', exact: true }).click()
    await page.getByRole('option', { name: 'NV' }).click()
    assert.equal(await checkFile(page), 'All 2 rows can be taken')
    assert.isFalse(await isTooWide(page), 'the check is wider than the window')
    assert.equal(await runImport(page), '2 leads were created')
    assert.isFalse(await isTooWide(page), 'the result is wider than the window')
    assert.deepEqual(await findings(page), [], 'the result')
    await page.goto('/leads?q=nia@mail.example')
    await page.getByRole('row', { name: /Nia Sheet/ }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('an import that runs is found again from every page', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await enterOwnAccount(page, 'bulky')
    const rows = Array.from({ length: 8000 }, (_, i) => [`Row ${i}`, `row${i}@bulk.example`])
    await uploadFile(page, 'bulk.csv', csvOf([['Name', 'E-mail'], ...rows]))
    assert.equal(await checkFile(page), 'All 8,000 rows can be taken')
    await page.getByRole('button', { name: 'Decide what happens' }).click()
    await page.getByRole('button', { name: 'Import 8,000 leads' }).click()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: 'Go on' }).waitFor()

    await page.getByRole('link', { name: 'Partners', exact: true }).click()
    const tray = page.locator('[data-test=import-tray]')
    await tray.getByText('Paused').waitFor()
    await page.reload()
    await tray.getByRole('link', { name: 'bulk.csv' }).waitFor()
    assert.deepEqual(await findings(page), [], 'a page with the tray')
    await tray.getByRole('link', { name: 'bulk.csv' }).click()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('link', { name: 'Partners', exact: true }).click()
    await tray.getByText('8,000 leads created').waitFor({ timeout: 90_000 })
    await tray.getByRole('button', { name: 'Hide bulk.csv' }).click()
    await becomes(assert, () => tray.count(), 0)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  }).timeout(180_000)

  test('what is no file of leads is refused with the reason', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/imports')
    const choose = (name: string, text: string) =>
      page.locator('[data-test=import-file]').setInputFiles({
        ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) },
      })
    await page.getByRole('button', { name: 'Choose a file' }).waitFor()
    await choose('leads.xls', 'x')
    await page.getByText('This is the old Excel format.').waitFor()
    await choose('leads.csv', '')
    await page.getByText('The file is empty.').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('who may only look sees imports, and nothing to press', async ({ assert }) => {
    const owner = await openPage()
    await signIn(owner.page)
    await uploadFile(owner.page, 'looked at.csv', csvOf([['E-mail'], ['look@mail.example']]))
    await owner.page.goto('/settings/team')
    const form = owner.page.getByRole('form', { name: 'Invite somebody' })
    await form.getByLabel('E-mail').fill('looker@team.example')
    await form.getByRole('combobox', { name: 'Role' }).click()
    await owner.page.getByRole('option', { name: 'Viewer' }).click()
    await form.getByRole('button', { name: 'Invite' }).click()
    await owner.page
      .getByRole('button', { name: 'Take back the invitation of looker@team.example' })
      .waitFor()
    const link = await linkInMail(owner.page, 'Bright Leads invites you to its team')

    const { page, watch, close } = await openPage()
    await page.goto(link)
    await page.getByLabel('Name').fill('Lo Looker')
    await page.getByLabel('New password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Accept the invitation' }).click()
    await page.waitForURL('**/overview')
    await page.goto('/imports')
    await page.getByRole('link', { name: 'looked at.csv' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Choose a file' }).count(), 0)
    await page.getByRole('link', { name: 'looked at.csv' }).click()
    const target = targetOf(page, 'E-mail')
    await target.waitFor()
    assert.isTrue(await target.isDisabled())
    for (const name of ['Check the file', 'Delete'])
      assert.equal(await page.getByRole('button', { name }).count(), 0, name)
    assert.deepEqual(watch, { errors: [], outside: [] })
    for (const one of [owner, { close }]) await one.close()
  })
})
