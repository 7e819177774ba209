import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'

/** The panel of SunCo's assignment, with its delivery in it. */
async function openDelivery() {
  const opened = await openPage()
  await signIn(opened.page)
  await opened.page.goto('/profiles/solar-us/assignments')
  await opened.page.locator('tbody tr', { hasText: 'SunCo' }).click()
  const panel = opened.page.getByRole('dialog')
  await panel.getByRole('tab', { name: 'Preview' }).waitFor()
  return { ...opened, panel }
}

test.group('How leads are delivered', () => {
  test('the preview follows what is written, and a wrong variable is told at its field', async ({
    assert,
  }) => {
    const { page, panel, watch, close } = await openDelivery()
    const preview = panel.getByRole('tabpanel')
    await preview.getByText('ada.sample@example.com').waitFor()

    const url = panel.getByRole('combobox', { name: 'URL' })
    const before = await url.inputValue()
    await url.focus()
    await page.keyboard.press('End')
    await page.keyboard.type('?from={{ lead.sta')
    await panel.getByRole('option', { name: /lead\.state/ }).waitFor()
    await page.keyboard.press('Enter')
    assert.equal(await url.inputValue(), `${before}?from={{ lead.state }}`)
    await preview.getByText('?from=CA').waitFor()

    await url.fill(`${before}?from={{ lead.zip }}`)
    await panel.getByText('unknown variable lead.zip').first().waitFor()
    assert.equal(await panel.getByText('unknown variable lead.zip').count(), 2)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a test goes out for real, and its answer is read and can be read on', async ({
    assert,
  }) => {
    const { panel, watch, close } = await openDelivery()
    await panel.getByRole('tab', { name: 'Test' }).click()
    await panel.getByRole('button', { name: 'Send test lead' }).click()
    const outcome = panel.getByRole('region', { name: 'How it went' })
    await outcome.getByText('by the HTTP status alone').waitFor()
    assert.match(
      (await panel.getByRole('region', { name: 'Answer' }).last().textContent())!,
      /buyer-77/
    )
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('the code editor is left by Escape and Tab', async ({ assert }) => {
    const { page, panel, close } = await openDelivery()
    const body = panel.getByRole('textbox', { name: 'Body', exact: true })
    await body.click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    assert.equal(await body.and(page.locator('*:focus')).count(), 0)
    assert.equal(await panel.locator('*:focus').count(), 1)
    await close()
  })
})
