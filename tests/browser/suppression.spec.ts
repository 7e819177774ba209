import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { consentedLead, postConsented } from './support/suppression.js'

test.group('Suppression lists', () => {
  test('a list is made, filled by file, and a lead is refused for a reason one can read', async ({
    assert,
  }) => {
    const { url } = builtApp()
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`${url}/privacy/suppression`)
    const name = `Robinson ${Date.now()}`
    await page.getByRole('button', { name: 'New list' }).first().click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Name', { exact: true }).fill(name)
    await panel.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name }).waitFor()

    const email = `robinson${Date.now()}@mail.example`
    await page.getByRole('button', { name: 'Add entries' }).click()
    await panel.locator('input[type=file]').setInputFiles({
      name: 'robinson.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`email\n${email.toUpperCase()}\nnobody\n`),
    })
    await panel.getByRole('button', { name: 'Add entries' }).click()
    await page.getByText('1 added · 0 there already · 1 not readable').waitFor()

    const post = () => postConsented(email)
    const refused = await post()
    assert.equal(refused.status, 422)
    await page.goto(`${url}/events`)
    await page
      .getByText(/A lead was refused: email is on the list robinson-/)
      .first()
      .waitFor()

    await page.goto(`${url}/privacy/suppression`)
    await page.getByLabel('Is this person on a list?').fill(email)
    await page.getByRole('button', { name: 'Look up' }).click()
    await page.getByRole('button', { name: 'Take off the list' }).click()
    await page.getByText('The entry was taken off the list').first().waitFor()
    assert.equal((await post()).status, 201)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('what was agreed to is shown word for word, and withdrawn', async ({ assert }) => {
    const { url } = builtApp()
    const { page, watch, close } = await openPage()
    await signIn(page)
    const id = await consentedLead()
    await page.goto(`${url}/leads/${id}`)
    await page.getByRole('link', { name: 'Proof of consent' }).click()
    await page.getByText('I agree to be called.').waitFor()
    await page.getByText('This consent stands').waitFor()
    await page.getByRole('button', { name: 'Withdraw consent' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Reason').fill('Asked by phone')
    await panel.getByRole('button', { name: 'Withdraw consent' }).click()
    await page.getByText(/^Withdrawn .*Asked by phone$/).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
