import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

test.group('Outbox', () => {
  test('shows a mail that was kept, both parts, without running anything in it', async ({
    assert,
  }) => {
    await postLead({
      name: 'Nia <b>Nevada</b>',
      email: 'nia@mail.example',
      state: 'NV',
      monthly_bill: 90,
    })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.getByRole('link', { name: 'Outbox' }).click()
    await page.getByText('Lead Nia').first().click()

    await page.getByRole('dialog').waitFor()

    const frame = page.frameLocator('iframe[title="The mail\'s HTML part"]')
    const shown = await frame.locator('p').textContent()
    assert.equal(shown?.trim(), 'Nia <b>Nevada</b>')
    assert.equal(await page.locator('iframe').getAttribute('sandbox'), '')

    await page.getByRole('button', { name: 'Text' }).click()
    assert.match(
      (await page.getByRole('dialog').locator('pre').textContent())!,
      /nia@mail\.example/
    )
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
