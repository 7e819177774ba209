import type { Page } from 'playwright'
import { openPage, signIn } from './browser.js'
import { PASSWORD, linkInMail } from './portal.js'

let made = 0

/** Somebody else of the team, who came by an invitation, and how they sign in. */
export async function teamMate(name: string) {
  const email = `colleague-${++made}@team.example`
  const owner = await openPage()
  await signIn(owner.page)
  await owner.page.goto('/settings/team')
  const form = owner.page.getByRole('form', { name: 'Invite somebody' })
  await form.getByLabel('E-mail').fill(email)
  await form.getByRole('button', { name: 'Invite' }).click()
  await owner.page.getByRole('button', { name: `Take back the invitation of ${email}` }).waitFor()
  const link = await linkInMail(owner.page, 'invites you to its team')
  await owner.close()

  const guest = await openPage()
  await guest.page.goto(link)
  await guest.page.getByLabel('Name').fill(name)
  await guest.page.getByLabel('New password').fill(PASSWORD)
  await guest.page.getByRole('button', { name: 'Accept the invitation' }).click()
  await guest.page.waitForURL('**/overview')
  await guest.close()
  return {
    email,
    async signIn(page: Page) {
      await page.goto('/login')
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL('**/overview')
    },
  }
}
