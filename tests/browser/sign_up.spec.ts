import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { PASSWORD } from './support/portal.js'

const isTooWide = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

/** What the mail holds: this install sends none, so whoever runs it prints the link. */
async function linkFor(email: string): Promise<string> {
  for (let tries = 0; ; tries++)
    try {
      return new URL((await builtApp().ace('user:confirm', email)).trim()).pathname
    } catch (error) {
      if (tries === 5) throw error
      await pause(500)
    }
}

/** Runs the line of the page as a shell would; answers the lead. */
async function run(line: string) {
  const url = /'(http[^']+)'/.exec(line)![1]
  const token = /Bearer (slc_\w+)/.exec(line)![1]
  const body = /-d '([^]+)'$/.exec(line)![1].replaceAll(`'\\''`, `'`)
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${token}`,
      'content-type': 'application/json',
      'prefer': 'wait=5',
    },
    body,
  })
  return (await answer.json()) as { status: string }
}

for (const width of [1440, 390])
  test.group(`Signing up at ${width} pixels`, () => {
    test('from the login page to an account, a trade, and the first lead that is sold', async ({
      assert,
    }) => {
      const email = `founder-${width}@signup.example`
      const options = { viewport: { width, height: 900 }, timezoneId: 'Europe/Vienna' }
      const { page, watch, close } = await openPage(options)
      await page.goto('/login')
      await page.getByRole('link', { name: 'Make an account' }).click()
      await page.getByRole('heading', { name: 'Make an account' }).waitFor()
      assert.match((await page.getByLabel('Country').textContent())!, /Austria/)
      assert.match((await page.getByLabel('Currency').textContent())!, /EUR/)
      assert.match((await page.getByLabel('Time zone').textContent())!, /Vienna/)
      await page.getByLabel('Your name').fill('Fina Founder')
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByLabel('Company').fill(`Green Roofs ${width}`)
      assert.deepEqual(await findings(page), [], 'the form')
      assert.isFalse(await isTooWide(page), 'the form is wider than the window')
      await pause(1600)
      await page.getByRole('button', { name: 'Send the link' }).click()
      await page.getByText(`A mail is on its way to ${email}`).waitFor()

      await page.goto(await linkFor(email))
      await page.getByText(`It makes the account of Green Roofs ${width}`).waitFor()
      assert.equal(await page.getByLabel('Password', { exact: true }).count(), 0)
      assert.deepEqual(await findings(page), [], 'the link')
      await page.getByRole('button', { name: 'Make the account' }).click()
      await page.waitForURL('**/overview')

      const start = page.getByRole('region', { name: 'Start from a trade' })
      await start.waitFor()
      assert.deepEqual(await findings(page), [], 'an empty account')
      assert.isFalse(await isTooWide(page), 'the overview is wider than the window')
      await start.getByRole('button', { name: /^Home services/ }).focus()
      await page.keyboard.press('Enter')
      await start.waitFor({ state: 'detached' })
      const steps = page.getByRole('region', { name: 'First steps' })
      await steps.locator('[aria-current=step]').getByText('Post a lead').waitFor()
      await steps.getByRole('button', { name: 'Put a token in' }).click()
      await steps.getByText('The token is in the line').waitFor()
      assert.deepEqual(await findings(page), [], 'the first lead')
      assert.isFalse(await isTooWide(page), 'the line is wider than the window')
      const line = await steps.getByRole('region', { name: 'Line that posts a lead' }).textContent()
      assert.equal((await run(line!)).status, 'sold')
      // The page looks again by itself.
      await steps.waitFor({ state: 'detached' })

      // Signed in, one more account needs no mail.
      await page.goto('/accounts/new')
      await page.getByLabel('Company').fill(`Blue Roofs ${width}`)
      assert.isFalse(await isTooWide(page), 'one more account is wider than the window')
      await page.getByRole('button', { name: 'Make the account' }).click()
      await page.waitForURL('**/overview')
      await start.waitFor()
      await page.getByText(`Blue Roofs ${width}`).locator('visible=true').first().waitFor()
      assert.deepEqual(watch, { errors: [], outside: [] })
      await close()
    })
  })

test.group('Signing up elsewhere', () => {
  test('another browser asks for the password, in German where German is spoken', async ({
    assert,
  }) => {
    const email = 'gerda@signup.example'
    const asked = await openPage({ locale: 'de-DE', timezoneId: 'Europe/Berlin' })
    await asked.page.goto('/sign-up')
    await asked.page.getByLabel('Ihr Name').fill('Gerda Gründer')
    await asked.page.getByLabel('E-Mail').fill(email)
    await asked.page.getByLabel('Passwort', { exact: true }).fill(PASSWORD)
    await asked.page.getByLabel('Firma').fill('Dachwerk')
    await pause(1600)
    await asked.page.getByRole('button', { name: 'Link senden' }).click()
    await asked.page.getByText(`Eine E-Mail an ${email} ist unterwegs`).waitFor()

    const { page, watch, close } = await openPage({ locale: 'de-DE' })
    await page.goto(await linkFor(email))
    const password = page.getByLabel('Passwort', { exact: true })
    await password.fill('ein falsches Passwort')
    await page.getByRole('button', { name: 'Konto eröffnen' }).click()
    await page.getByText('Das Passwort ist falsch').waitFor()
    assert.deepEqual(await findings(page), [])
    await password.fill(PASSWORD)
    await page.getByRole('button', { name: 'Konto eröffnen' }).click()
    await page.waitForURL('**/overview')
    await page.getByRole('button', { name: /^Handwerk/ }).click()
    await page.locator('[data-test=first-lead]').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await asked.close()
    await close()
  })
})
