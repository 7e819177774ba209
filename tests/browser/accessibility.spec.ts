import { test } from '@japa/runner'
import { findings } from './support/axe.js'
import { openPage, signIn } from './support/browser.js'

test.group('Accessibility of what opens over a page', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`menus, the palette and the drawer, ${colorScheme}`, async ({ assert }) => {
      const { page, close } = await openPage({ colorScheme, reducedMotion: 'reduce' })
      await signIn(page)
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
      await close()
    })
})
