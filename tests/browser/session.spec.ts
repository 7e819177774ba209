import { test } from '@japa/runner'
import { fillIn, openPage, signIn } from './support/browser.js'

test.group('Signing in', () => {
  test('sends a stranger to the login page and back to the page they wanted', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage()
    await page.goto('/outbox')
    assert.equal(new URL(page.url()).pathname, '/login')
    await fillIn(page)
    await page.waitForURL('**/outbox')
    await page.getByRole('heading', { name: 'Outbox' }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('says the same of a wrong password and of an unknown person, and keeps the address typed', async ({
    assert,
  }) => {
    const { page, close } = await openPage()
    const messages: (string | null)[] = []
    for (const email of ['ann@sluice.example', 'nobody@sluice.example']) {
      await page.goto('/login')
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password').fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      const message = page.getByText('The e-mail address or the password is wrong.')
      await message.waitFor()
      messages.push(await message.textContent())
      assert.equal(await page.getByLabel('E-mail').inputValue(), email)
    }
    assert.equal(messages[0], messages[1])
    await close()
  })

  test('five wrong passwords shut the door for that person for a minute, and for nobody else', async ({
    assert,
  }) => {
    const { page, close } = await openPage()
    await page.goto('/login')
    await page.getByLabel('E-mail').fill('locked@sluice.example')
    for (let attempt = 1; attempt <= 6; attempt++) {
      await page.getByLabel('Password').fill(`guess ${attempt}`)
      const answered = page.waitForResponse(
        (answer) => answer.url().endsWith('/login') && answer.ok()
      )
      await page.getByRole('button', { name: 'Sign in' }).click()
      await answered
    }
    await page.getByText('Too many attempts. Wait a minute, then try again.').waitFor()
    await signIn(page)
    assert.equal(new URL(page.url()).pathname, '/overview')
    await close()
  })

  test('signing out closes the pages', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/login')
    await page.goto('/overview')
    assert.equal(new URL(page.url()).pathname, '/login')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
