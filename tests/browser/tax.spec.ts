import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { openPage } from './support/browser.js'
import { builtApp } from './support/built_app.js'

const EMAIL = 'tess@taxes.example'

/** An account that never said where it is, with a partner that never said either; answers its owner's password. */
async function newAccount(): Promise<string> {
  const { ace } = builtApp()
  const made = await ace('account:create', 'taxes', '--owner', EMAIL)
  const file = join(await mkdtemp(join(tmpdir(), 'sluice-tax-')), 'taxes.json')
  await writeFile(file, JSON.stringify({ sluice: 1, partners: [{ key: 'sunco', name: 'SunCo' }] }))
  await ace('blueprint:apply', file, '--account', 'taxes')
  return /Password\s+(\S+)/.exec(made)![1]
}

test.group('Tax', () => {
  test('a tax is explained: held with its reason and what to do; rates stand with it', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage()
    const password = await newAccount()
    await page.goto('/login')
    await page.getByLabel('E-mail').fill(EMAIL)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/overview')
    await page.goto('/settings/tax')
    await page.getByRole('heading', { name: 'Explain this tax' }).waitFor()
    const germany = page.getByRole('row').filter({ hasText: 'Germany' })
    assert.match(await germany.innerText(), /19%/)

    await page.getByLabel('Buyer', { exact: true }).click()
    await page.getByRole('option', { name: 'Another buyer, typed in' }).click()
    await page.getByLabel('State of the VAT id').click()
    await page.getByRole('option', { name: 'Not confirmed yet' }).click()
    await page.getByRole('button', { name: 'Explain', exact: true }).click()
    await page.getByText('What was tested, in this order').waitFor()
    // Held, with what to do.
    await page.getByText('Your country is not set.').waitFor()
    await page.getByText('Set it in the settings under Tax.').waitFor()

    await page.goto('/partners/sunco/tax')
    await page.getByText('No VAT id is known.').waitFor()
    await page.getByRole('link', { name: 'Enter it with the billing data' }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
