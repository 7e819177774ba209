import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { xlsxFile } from '#shared/xlsx/xlsx_file'
import { openPage, signIn } from './browser.js'
import { builtApp } from './built_app.js'

export const csvOf = (rows: readonly (readonly string[])[]) =>
  Buffer.from(rows.map((row) => row.join(';')).join('\r\n'))

export async function xlsxOf(head: string[], rows: string[][]): Promise<Buffer> {
  async function* batches() {
    yield rows
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of xlsxFile('Leads', head, batches())) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** An account of the test's own, so that thousands of leads are in nobody's way; signs its owner in. */
export async function enterOwnAccount(page: Page, key: string) {
  const { ace, storage } = builtApp()
  const email = `${key}@team.example`
  const printed = await ace('account:create', key, '--name', key, '--owner', email)
  const file = join(storage, `${key}.json`)
  const fields = [
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'email', label: 'E-mail', type: 'email', required: true },
  ]
  const entities = [{ key: 'bulk', name: 'Bulk lead', fields }]
  await writeFile(file, JSON.stringify({ sluice: 1, entities }))
  await ace('blueprint:apply', file, '--account', key)
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(/Password\s+(\S+)/.exec(printed)![1])
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/overview')
}

/** Uploads a file on the page of imports; resolves when its columns are shown. */
export async function uploadFile(page: Page, name: string, buffer: Buffer, entity = 'Solar lead') {
  await page.goto('/imports')
  const mimeType = 'application/octet-stream'
  await page.getByRole('button', { name: 'Choose a file' }).waitFor()
  await page.locator('[data-test=import-file]').setInputFiles({ name, mimeType, buffer })
  // Asked for only where the account has several.
  const go = page.getByRole('button', { name: 'Upload', exact: true })
  const column = page.locator('[data-test=column]').first()
  await go.or(column).first().waitFor()
  if (await go.isVisible()) {
    await page.getByRole('combobox', { name: 'What the leads are' }).click()
    await page.getByRole('option', { name: entity, exact: true }).click()
    await go.click()
  }
  await column.waitFor()
}

/** From mapped columns to what the check says. */
export async function checkFile(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Check the file' }).click()
  const taken = page.locator('[data-test=taken]')
  await taken.waitFor()
  return (await taken.innerText()).trim()
}

/** From a checked file to its end; resolves with what came of it. */
export async function runImport(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Decide what happens' }).click()
  await page.getByRole('button', { name: /^Import [\d,]+ lead/ }).click()
  return outcome(page)
}

export async function outcome(page: Page): Promise<string> {
  const said = page.locator('[data-test=outcome]')
  await said.waitFor()
  return (await said.innerText()).trim()
}

/** Downloads the bad rows; resolves with the file's text. */
export async function badRows(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download bad rows' }).click(),
  ])
  return readFile((await download.path())!, 'utf8')
}

/** An import whose columns are shown; resolves with its address. */
export async function anImport(): Promise<string> {
  const { page, close } = await openPage()
  await signIn(page)
  await uploadFile(page, 'walk.csv', csvOf([['E-mail'], ['walk@mail.example'], ['no mail']]))
  const { pathname } = new URL(page.url())
  await close()
  return pathname
}
