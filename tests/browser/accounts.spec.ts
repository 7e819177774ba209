import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { codeBefore, codeOf } from '#tests/helpers/authenticator'
import { openPage } from './support/browser.js'
import { builtApp } from './support/built_app.js'

let made = 0

/** Somebody with an account of their own: what they do to their login is nobody else's business. */
async function newOwner() {
  const email = `owner-${++made}@accounts.example`
  const printed = await builtApp().ace('account:create', `accounts-${made}`, '--owner', email)
  return { email, password: /Password\s+(\S+)/.exec(printed)![1] }
}

async function signIn(page: Page, email: string, password: string) {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test.group('A login of one’s own', () => {
  test('from a forgotten password over the mail in the outbox to signed in', async ({ assert }) => {
    const { email, password } = await newOwner()
    const { page: inside, close: closeInside } = await openPage()
    await signIn(inside, email, password)
    await inside.waitForURL('**/overview')

    const { page, watch, close } = await openPage()
    await page.goto('/login')
    await page.getByRole('link', { name: 'Forgot the password?' }).click()
    await page.getByRole('heading', { name: 'Forgot the password' }).waitFor()
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()

    await inside.goto('/outbox')
    await inside.getByText('Set a new password').first().click()
    const mail = inside.frameLocator('iframe')
    const link = await mail.getByRole('link', { name: 'Set a new password' }).getAttribute('href')

    await page.goto(new URL(link!).pathname)
    const field = page.getByLabel('New password')
    await field.fill('Passwort1234')
    await page.getByText('one of the first things somebody would try').waitFor()
    await field.fill('kettle under seven maples')
    await page.getByText('Strength: Very strong').waitFor()
    await page.getByRole('button', { name: 'Set password' }).click()
    await page.getByText('The new password is set.').waitFor()
    // The address is there already.
    assert.equal(await page.getByLabel('E-mail').inputValue(), email)
    await page.getByLabel('Password', { exact: true }).fill('kettle under seven maples')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/overview')
    assert.deepEqual(watch, { errors: [], outside: [] })

    // The session from before the reset is over.
    await inside.goto('/overview')
    assert.equal(new URL(inside.url()).pathname, '/login')
    await close()
    await closeInside()
  })

  test('a second factor is switched on, kept codes and all, and signs in', async ({ assert }) => {
    const { email, password } = await newOwner()
    const { page, watch, close } = await openPage()
    await signIn(page, email, password)
    await page.waitForURL('**/overview')
    await page.goto('/settings/security')
    await page.getByRole('button', { name: 'Switch on' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    const shown = await dialog.locator('[data-test=totp-secret]').textContent()
    const secret = shown!.replaceAll(' ', '')
    await dialog.getByLabel('Code the app shows now').fill(await codeBefore(secret))
    await dialog.getByRole('button', { name: 'Switch on' }).click()
    await dialog.getByText('Recovery codes', { exact: true }).waitFor()
    const codes = await dialog.locator('[data-test=recovery-codes] li').allTextContents()
    assert.lengthOf(codes, 10)
    await dialog.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByText('10 recovery codes left').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })

    const { page: other, watch: otherWatch, close: closeOther } = await openPage()
    await signIn(other, email, password)
    await other.getByRole('heading', { name: 'Second factor' }).waitFor()
    // The sixth digit sends it.
    await other.getByLabel('Code').fill('000000')
    await other.getByText('The code is wrong or was used before.').waitFor()
    await other.getByLabel('Code').fill(codeOf(secret))
    await other.waitForURL('**/overview')
    await other.goto('/settings/security')
    await other.getByText('This device').waitFor()

    const { page: third, close: closeThird } = await openPage()
    await signIn(third, email, password)
    await third.getByRole('button', { name: 'Use a recovery code' }).click()
    await third.getByLabel('Recovery code').fill(codes[0])
    await third.getByRole('button', { name: 'Go on' }).click()
    await third.waitForURL('**/overview')

    // The first device ends all others; the third is out with its next step.
    await page.reload()
    await page.getByText('9 recovery codes left').waitFor()
    await page.getByRole('button', { name: 'End all others' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click()
    await page.getByText('2 sessions ended').first().waitFor()
    await third.goto('/overview')
    assert.equal(new URL(third.url()).pathname, '/login')
    assert.deepEqual(otherWatch, { errors: [], outside: [] })
    for (const leave of [close, closeOther, closeThird]) await leave()
  })

  test('the login page speaks German to a German browser, and English when asked', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage({ locale: 'de-DE' })
    await page.goto('/login')
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'de')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByLabel('Password', { exact: true }).fill('a secret')
    await page.getByRole('button', { name: 'Show password' }).click()
    const field = page.getByLabel('Password', { exact: true })
    assert.equal(await field.getAttribute('type'), 'text')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a command lets somebody back in who gets no mail and lost the phone', async ({
    assert,
  }) => {
    const { email } = await newOwner()
    const link = await builtApp().ace('user:recover', email, '--without-second-factor')
    const { page, close } = await openPage()
    await page.goto(new URL(link.trim()).pathname)
    await page.getByLabel('New password').fill('gravel lantern sixty otters')
    await page.getByRole('button', { name: 'Set password' }).click()
    await signIn(page, email, 'gravel lantern sixty otters')
    await page.waitForURL('**/overview')
    assert.equal(new URL(page.url()).pathname, '/overview')
    await close()
  })
})
