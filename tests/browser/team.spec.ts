import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { PASSWORD, linkInMail } from './support/portal.js'

const isTooWide = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

async function newOwner(key: string, name: string) {
  const email = `${key}@team.example`
  const printed = await builtApp().ace('account:create', key, '--name', name, '--owner', email)
  return { email, password: /Password\s+(\S+)/.exec(printed)![1] }
}

async function signIn(page: Page, email: string, password: string) {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/overview')
}

/** Asks somebody on the page of the team; resolves with the address in the mail. */
async function invite(page: Page, email: string, account: string, role?: string) {
  await page.goto('/settings/team')
  const form = page.getByRole('form', { name: 'Invite somebody' })
  await form.getByLabel('E-mail').fill(email)
  if (role) {
    await form.getByRole('combobox', { name: 'Role' }).click()
    await page.getByRole('option', { name: role }).click()
  }
  await form.getByRole('button', { name: 'Invite' }).click()
  await page.getByRole('button', { name: `Take back the invitation of ${email}` }).waitFor()
  return linkInMail(page, `${account} invites you to its team`)
}

/** The menu of the person, in the drawer where the window is narrow. */
async function openMenu(page: Page, narrow: boolean) {
  if (narrow) await page.getByRole('button', { name: 'Open menu' }).click()
  await page.getByRole('button', { name: 'settings and sign out' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
}

for (const width of [1440, 390])
  test.group(`A team at ${width} pixels`, () => {
    test('invite, join, see the role, join another account, switch by keyboard, be removed', async ({
      assert,
    }) => {
      const narrow = width < 768
      const [red, blue] = [`Red ${width}`, `Blue ${width}`]
      const first = await newOwner(`red-${width}`, red)
      const second = await newOwner(`blue-${width}`, blue)
      const mate = `mate-${width}@team.example`
      const owner = await openPage({ viewport: { width, height: 900 } })
      await signIn(owner.page, first.email, first.password)
      const link = await invite(owner.page, mate, red, 'Viewer')

      const guest = await openPage({ viewport: { width, height: 900 } })
      const { page } = guest
      await page.goto(link)
      await page.getByRole('heading', { name: `Join the team of ${red}` }).waitFor()
      assert.deepEqual(await findings(page), [], 'the invitation')
      await page.getByLabel('Name').fill('Mia Mate')
      await page.getByLabel('New password').fill(PASSWORD)
      await page.getByRole('button', { name: 'Accept the invitation' }).click()
      await page.waitForURL('**/overview')
      await page.goto('/settings/profile')
      await page.getByText('Viewer', { exact: true }).waitFor()
      assert.equal(await page.getByRole('link', { name: 'Team', exact: true }).count(), 0)

      // Whoever is signed in joins another account with one press.
      const other = await openPage()
      await signIn(other.page, second.email, second.password)
      await page.goto(await invite(other.page, mate, blue, 'Admin'))
      await page.getByRole('heading', { name: `Join the team of ${blue}` }).waitFor()
      await page.getByRole('button', { name: 'Accept the invitation' }).click()
      await page.waitForURL('**/overview')
      await page.goto('/settings/team')
      await page.getByRole('combobox', { name: 'Role of Mia Mate' }).waitFor()
      assert.deepEqual(await findings(page), [], 'the team')
      assert.isFalse(await isTooWide(page), 'the team is wider than the window')

      await openMenu(page, narrow)
      await page.getByRole('menuitem', { name: 'Switch account' }).focus()
      await page.keyboard.press('Enter')
      const choice = page.getByRole('menuitemcheckbox', { name: red })
      await choice.waitFor()
      assert.deepEqual(await findings(page), [], 'the switcher')
      await choice.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL('**/overview')
      await page.goto('/settings/profile')
      await page.getByText('Viewer', { exact: true }).waitFor()

      // The owner gives another role, then takes the place away.
      await owner.page.goto('/settings/team')
      await owner.page.getByRole('combobox', { name: 'Role of Mia Mate' }).click()
      await owner.page.getByRole('option', { name: 'Finance' }).click()
      await owner.page.getByText('Mia Mate has the role Finance now').first().waitFor()
      await owner.page.goto('/settings/changes')
      await owner.page.getByText(`team member ${mate}`).first().waitFor()
      const entry = owner.page.locator('[data-test=change]').first()
      assert.match((await entry.textContent())!, /role\s+Viewer\s*→\s*Finance/)
      assert.deepEqual(await findings(owner.page), [], 'the history')
      assert.isFalse(await isTooWide(owner.page), 'the history is wider than the window')
      await owner.page.goto('/settings/team')
      await owner.page.getByRole('button', { name: 'Remove Mia Mate' }).click()
      await owner.page.getByRole('button', { name: 'Remove', exact: true }).click()
      await owner.page.getByText('Mia Mate was removed').first().waitFor()
      await page.goto('/settings/profile')
      await page.waitForURL('**/overview')
      await page.goto('/settings/team')
      await page.getByRole('combobox', { name: 'Role of Mia Mate' }).waitFor()

      assert.deepEqual(guest.watch, { errors: [], outside: [] })
      assert.deepEqual(owner.watch, { errors: [], outside: [] })
      for (const one of [owner, guest, other]) await one.close()
    })
  })

test.group('Links of invitations', () => {
  test('a link that opens nothing says so', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await page.goto('/invitation/no-such-link')
    await page.getByRole('heading', { name: 'The link does not work any more' }).waitFor()
    assert.deepEqual(await findings(page), [])
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
