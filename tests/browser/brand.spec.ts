import { test } from '@japa/runner'
import { findings } from './support/axe.js'
import { becomes, openPage } from './support/browser.js'
import { builtApp } from './support/built_app.js'

const EMAIL = 'brenda@brand.example'

test.group('Brand', () => {
  test('a colour that cannot be read is not taken, its neighbour is; pages wear it at once, light and dark', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage()
    const made = await builtApp().ace('account:create', 'branded', '--owner', EMAIL)
    await page.goto('/login')
    await page.getByLabel('E-mail').fill(EMAIL)
    await page.getByLabel('Password', { exact: true }).fill(/Password\s+(\S+)/.exec(made)![1]!)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/overview')
    await page.goto('/settings/brand')

    await page.getByLabel('Name of the product').fill('Leadhaus')
    await page.getByLabel('Colour', { exact: true }).fill('#ff4d4d')
    await page.getByText('but 4.5 : 1 is needed').waitFor()
    await page.getByRole('button', { name: /^Take #/ }).click()
    await page.getByText('Contrast with white 4.5 : 1: easy to read.').waitFor()
    const taken = await page.getByLabel('Colour', { exact: true }).inputValue()
    const preview = page.getByTestId('brand-preview').or(page.locator('[data-test=brand-preview]'))
    await preview.getByText('Leadhaus').first().waitFor()
    await page.getByRole('button', { name: 'Portal', exact: true }).click()
    await page.getByRole('button', { name: 'Light', exact: true }).click()
    assert.deepEqual(await findings(page), [])

    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        ...{ name: 'logo.svg', mimeType: 'image/svg+xml' },
        buffer: Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><path fill="#7a0000" d="M0 0h80v20z"/></svg>'
        ),
      })
    await page.getByRole('button', { name: 'Logo: Remove' }).waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Brand saved').first().waitFor()

    await page.goto('/leads')
    await becomes(assert, () => page.title(), 'Leads · Leadhaus')
    const token = (name: string) =>
      page.evaluate<string>(
        `getComputedStyle(document.documentElement).getPropertyValue('${name}')`
      )
    assert.equal((await token('--brand')).trim(), taken)
    const drawn = `document.querySelector('img[alt=Leadhaus]').naturalWidth`
    assert.equal(await page.evaluate<number>(drawn), 640)
    assert.notMatch(await page.content(), /sluice/i)
    assert.deepEqual(await findings(page), [])
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto('/leads')
    assert.notEqual((await token('--brand-text')).trim(), '')
    assert.deepEqual(await findings(page), [])
    assert.deepEqual(watch.outside, [])
    assert.deepEqual(watch.errors, [])
    await close()
  }).timeout(120_000)
})
