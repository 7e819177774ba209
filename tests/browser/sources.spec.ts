import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { api } from './support/api.js'

test.group('Sources', () => {
  test('a source is set up, and who has its key sends a test lead from its document', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/sources')
    await page.getByRole('button', { name: 'Set up a source' }).first().click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Source').fill('harbour-media')
    await panel.getByLabel('Name').fill('Harbour Media')
    await panel.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: 'Harbour Media' }).waitFor()

    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Landing pages')
    await page.getByRole('button', { name: 'Make key' }).click()
    const key = await page.getByRole('dialog').locator('pre').innerText()
    assert.match(key, /^slc_/)
    await page.getByRole('button', { name: 'I have copied it' }).click()
    await page.getByText('never used').waitFor()

    await page.getByRole('link', { name: 'Posting document', exact: true }).click()
    await page.getByRole('switch', { name: 'Public' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    const address = page.getByRole('link', { name: /\/posting\// })
    const path = new URL((await address.getAttribute('href'))!).pathname

    await page.goto(path)
    await page.getByRole('heading', { name: 'Posting instructions' }).waitFor()
    await page.getByLabel('API key').fill(key)
    await page.getByRole('button', { name: 'Send test lead' }).click()
    await page.locator('#status', { hasText: '201' }).waitFor()
    const { id } = JSON.parse(await page.locator('#answered').innerText())
    const lead = await api('GET', `/leads/${id}`)
    assert.containSubset(lead, { source: 'harbour-media', test: true })
    assert.notInclude(await page.locator('#asked').innerText(), key)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a document shows one language of code at a time, copies it, and fits a phone', async ({
    assert,
  }) => {
    const { posting_url: address } = await api('POST', '/sources', {
      ...{ key: 'phone-media', entity: 'solar', posting: { public: true, language: 'de' } },
    })
    const { page, close } = await openPage({ viewport: { width: 390, height: 844 } })
    await page.goto(new URL(address as string).pathname)
    assert.isTrue(await page.locator('.panel.curl').isVisible())
    await page.getByText('PHP', { exact: true }).first().click()
    assert.isTrue(await page.locator('.panel.php').isVisible())
    assert.isFalse(await page.locator('.panel.curl').isVisible())
    assert.isAbove(await page.getByRole('button', { name: 'Kopieren' }).count(), 3)
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
    assert.isFalse(wide, 'nothing is pushed out of the phone')
    await close()
  })
})
