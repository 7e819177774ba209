import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage } from './support/browser.js'
import { builtApp } from './support/built_app.js'

const isTooWide = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

async function newAgency(key: string, name: string) {
  const email = `${key}@team.example`
  const printed = await builtApp().ace('account:create', key, '--name', name, '--owner', email)
  await builtApp().ace('account:agency', key)
  return { email, password: /Password\s+(\S+)/.exec(printed)![1] }
}

async function signIn(page: Page, email: string, password: string) {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/overview')
}

for (const width of [1440, 390])
  test.group(`An agency at ${width} pixels`, () => {
    test('makes its first client, enters its account, sees that all the time, and leaves', async ({
      assert,
    }) => {
      const name = `North ${width}`
      const { email, password } = await newAgency(`north-${width}`, name)
      const { page, watch, close } = await openPage({ viewport: { width, height: 900 } })
      await signIn(page, email, password)
      await page.goto('/agency')
      await page.getByText('No clients yet').waitFor()
      assert.deepEqual(await findings(page), [], 'no clients')
      await page.getByRole('button', { name: 'Make the first client' }).click()
      const panel = page.getByRole('dialog', { name: 'New client' })
      await panel.getByLabel('Company').fill(`Green Roofs ${width}`)
      await panel.getByLabel('E-mail of the owner').fill(`boss-${width}@roofs.example`)
      await panel.getByRole('radio', { name: 'Solar' }).check()
      assert.deepEqual(await findings(page), [], 'the form')
      await panel.getByRole('button', { name: 'Make client' }).click()

      await page.waitForURL(`**/agency/clients/green-roofs-${width}`)
      await page.getByText(`boss-${width}@roofs.example`).waitFor()
      assert.deepEqual(await findings(page), [], 'the client')
      assert.isFalse(await isTooWide(page), 'the client is wider than the window')
      await page.getByRole('button', { name: 'Enter', exact: true }).click()
      await page.waitForURL('**/overview')
      const bar = page.locator('[data-test=visit-bar]')
      await bar.getByText(`You work in Green Roofs ${width} as ${name}`).waitFor()
      for (const path of ['/entities', '/settings/team']) {
        await page.goto(path)
        await bar.waitFor()
      }
      assert.deepEqual(await findings(page), [], 'a page with the bar')
      assert.isFalse(await isTooWide(page), 'a page with the bar is wider than the window')
      await bar.getByRole('button', { name: 'Leave' }).click()
      await page.waitForURL('**/agency')
      await page.getByRole('link', { name: `Green Roofs ${width}` }).waitFor()
      assert.equal(await bar.count(), 0)
      assert.isFalse(await isTooWide(page), 'the clients are wider than the window')
      assert.deepEqual(watch, { errors: [], outside: [] })
      await close()
    })
  })
