import { test } from '@japa/runner'
import { becomes, fillIn, openPage, signIn } from './support/browser.js'

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
      await page.getByLabel('Password', { exact: true }).fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      const message = page.getByText('The e-mail address or the password is wrong.')
      await message.waitFor()
      messages.push(await message.textContent())
      assert.equal(await page.getByLabel('E-mail').inputValue(), email)
    }
    assert.equal(messages[0], messages[1])
    await close()
  })

  test('what is typed while a slow answer is on its way stays', async ({ assert }) => {
    const { page, close } = await openPage()
    await page.goto('/login')
    let answer = () => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    await page.route('**/login', async (route) => {
      if (route.request().method() === 'POST') await held
      await route.continue()
    })
    const field = page.getByLabel('Password', { exact: true })
    await page.getByLabel('E-mail').fill('slow@sluice.example')
    await field.fill('the wrong one')
    await field.press('Enter')
    await field.fill('the right one')
    answer()
    await page.getByText('The e-mail address or the password is wrong.').waitFor()
    assert.equal(await field.inputValue(), 'the right one')
    await close()
  })

  test('five wrong passwords shut the door for that person for a minute, and for nobody else', async ({
    assert,
  }) => {
    const { page, close } = await openPage()
    await page.goto('/login')
    await page.getByLabel('E-mail').fill('locked@sluice.example')
    const field = page.getByLabel('Password', { exact: true })
    for (let attempt = 1; attempt <= 6; attempt++) {
      await field.fill(`guess ${attempt}`)
      await page.getByRole('button', { name: 'Sign in' }).click()
      // The answer is there: what was tried is gone from the field.
      await becomes(assert, () => field.inputValue(), '')
    }
    await page.getByText('Too many attempts. Wait a minute, then try again.').waitFor()
    await signIn(page)
    assert.equal(new URL(page.url()).pathname, '/overview')
    await close()
  })

  test('signing out closes the pages', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.getByRole('button', { name: /sign out/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL('**/login')
    await page.goto('/overview')
    assert.equal(new URL(page.url()).pathname, '/login')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
