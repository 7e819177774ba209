import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage, signIn } from './support/browser.js'
import {
  GUEST_PAGES,
  PAGES,
  PORTAL_PAGES,
  type WalkedPage,
  addressOf,
  nameOf,
} from './support/pages.js'
import { signInToPortal } from './support/portal.js'

async function walk(page: Page, walked: WalkedPage) {
  const answer = await page.goto(await addressOf(walked))
  if (!answer?.ok()) throw new Error(`${nameOf(walked)} answers ${answer?.status()}`)
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.group(`Accessibility, ${colorScheme}`, (group) => {
    let team: Awaited<ReturnType<typeof openPage>>
    let guest: Awaited<ReturnType<typeof openPage>>
    let partner: Awaited<ReturnType<typeof openPage>>
    group.setup(async () => {
      const options = { colorScheme, reducedMotion: 'reduce' as const }
      team = await openPage(options)
      await signIn(team.page)
      guest = await openPage(options)
      partner = await openPage(options)
      await signInToPortal(partner.page)
      return async () => {
        await team.close()
        await guest.close()
        await partner.close()
      }
    })

    for (const walked of PAGES)
      test(nameOf(walked), async ({ assert }) => {
        await walk(team.page, walked)
        assert.deepEqual(await findings(team.page), [])
      })

    for (const walked of PORTAL_PAGES)
      test(nameOf(walked), async ({ assert }) => {
        await walk(partner.page, walked)
        assert.deepEqual(await findings(partner.page), [])
      })

    for (const walked of GUEST_PAGES)
      test(`${nameOf(walked)} for nobody`, async ({ assert }) => {
        await walk(guest.page, walked)
        assert.deepEqual(await findings(guest.page), [])
      })

    test('menus, the palette and the drawer', async ({ assert }) => {
      const { page } = team
      await page.goto('/overview')
      await page.getByRole('button', { name: /sign out/ }).click()
      await page.getByRole('menu').waitFor()
      assert.deepEqual(await findings(page), [], 'the menu of the person')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search and commands' }).waitFor()
      assert.deepEqual(await findings(page), [], 'the palette')
      await page.keyboard.press('Escape')
      await page.setViewportSize({ width: 390, height: 844 })
      await page.getByRole('button', { name: 'Open menu' }).click()
      await page.getByRole('dialog').getByRole('link', { name: 'Outbox' }).waitFor()
      assert.deepEqual(await findings(page), [], 'the drawer')
      await page.keyboard.press('Escape')
      await page.setViewportSize({ width: 1280, height: 720 })
    })
  })
}
