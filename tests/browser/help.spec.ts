import type { Page } from 'playwright'
import { test } from '@japa/runner'
import { helpShelf } from '#help/shelf'
import { findings } from './support/axe.js'
import { becomes, openPage, signIn, speak } from './support/browser.js'

const RULES = { en: helpShelf().guide('rules', 'en')!, de: helpShelf().guide('rules', 'de')! }
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const PHONE = { width: 390, height: 844 }

/** Types into the search and waits for what it finds. */
async function search(page: Page, text: string) {
  const field = page.getByRole('searchbox')
  await field.click()
  await page.keyboard.type(text)
  await page
    .locator('main li a', { has: page.locator('mark') })
    .first()
    .waitFor()
  return field
}
/** What the focus is on. */
const focused = (page: Page) =>
  page.evaluate<string>(
    'document.activeElement.getAttribute("href") ?? document.activeElement.type'
  )

test.group('The help centre in the app', () => {
  test('the question mark of a screen leads to its guide, and its links lead on', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/rules')
    await page.getByRole('link', { name: `Help: ${RULES.en.title}` }).click()
    await page.getByRole('heading', { name: RULES.en.title, level: 1 }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/help/rules')
    const { id, text } = RULES.en.read().headings.at(-1)!
    const parts = page.getByRole('navigation', { name: 'On this page' })
    await parts.getByRole('link', { name: text }).click()
    await becomes(assert, async () => new URL(page.url()).hash, `#${id}`)

    const picture = page.locator('.guide-text .picture').first()
    await picture.scrollIntoViewIfNeeded()
    await picture.click()
    const large = page.getByRole('dialog')
    await large.waitFor()
    assert.equal(
      await large.getByRole('img').getAttribute('src'),
      await picture.getAttribute('href')
    )
    await page.keyboard.press('Escape')
    await large.waitFor({ state: 'detached' })

    await page.getByRole('link', { name: 'Rule lab' }).last().click()
    await page.waitForURL('**/rules')
    await page.getByRole('navigation').getByRole('link', { name: 'Help', exact: true }).click()
    await page.waitForURL('**/help')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('the search is used by keyboard alone, as is the palette', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/help')
    await page.getByRole('heading', { name: 'Help', level: 1 }).waitFor()
    await page.keyboard.press('/')
    await becomes(assert, () => focused(page), 'search')
    const field = await search(page, RULES.en.title.toLowerCase())
    await page.getByRole('status').filter({ hasText: /guide/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await becomes(assert, () => focused(page), '/help/rules')
    await page.keyboard.press('ArrowUp')
    await becomes(assert, () => focused(page), 'search')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/help/rules')

    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search and commands' }).waitFor()
    await page.keyboard.type(RULES.en.title.toLowerCase())
    await page.getByRole('group', { name: 'Help' }).getByRole('option').first().click()
    await page.waitForURL('**/help/rules*')
    await field.waitFor({ state: 'detached' })
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('reads in the other language, at the same place', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    const [, second] = RULES.en.read().headings
    await page.goto(`/help/rules#${second.id}`)
    await page.locator(`#${second.id}`).waitFor()
    await page.getByRole('link', { name: 'Deutsch' }).click()
    await page.getByRole('heading', { name: RULES.de.title, level: 1 }).waitFor()
    const place = `#${RULES.de.read().headings[1].id}`
    await becomes(assert, async () => new URL(page.url()).hash, place)
    // The app around it goes on in the language of the person.
    await page.getByRole('navigation', { name: 'On this page' }).waitFor()

    await speak(page, 'de')
    await page.goto('/rules')
    await page.getByRole('link', { name: `Hilfe: ${RULES.de.title}` }).click()
    await page.getByRole('heading', { name: RULES.de.title, level: 1 }).waitFor()
    await speak(page, 'en')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('on a phone the bar has the question mark, and nothing is wider than the screen', async ({
    assert,
  }) => {
    const { page, close } = await openPage({ viewport: PHONE })
    await signIn(page)
    await page.goto('/rules')
    await page.getByRole('banner').getByRole('link', { name: /^Help/ }).first().click()
    await page.getByRole('heading', { name: RULES.en.title, level: 1 }).waitFor()
    assert.equal(await page.evaluate(OVERFLOW), 0)
    await close()
  })
})

test.group('The help centre for nobody', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`the list and a guide, at a desk and on a phone, ${colorScheme}`, async ({ assert }) => {
      const { page, watch, close } = await openPage({ colorScheme, reducedMotion: 'reduce' })
      for (const path of ['/help', '/help/rules']) {
        await page.setViewportSize({ width: 1440, height: 900 })
        await page.goto(path)
        assert.deepEqual(await findings(page), [], path)
        await page.setViewportSize(PHONE)
        assert.equal(await page.evaluate(OVERFLOW), 0, path)
        assert.deepEqual(await findings(page, 'colours'), [], path)
      }
      // axe is run by the debugger; all else on the console is the page's own.
      assert.deepEqual(watch, { errors: [], outside: [] })
      await close()
    })

  test('is searched by keyboard, and a picture opens large', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await page.goto('/help')
    await page.keyboard.press('/')
    await search(page, RULES.en.title.toLowerCase())
    await page.keyboard.press('ArrowDown')
    assert.equal(await focused(page), '/help/rules')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/help/rules')
    const picture = page.locator('.guide-text .picture').first()
    await picture.click()
    await page.getByRole('dialog').getByRole('img').waitFor()
    await page.keyboard.press('Escape')
    await becomes(assert, () => page.getByRole('dialog').count(), 0)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('changes its language at the place one reads', async ({ assert }) => {
    const { page, close } = await openPage({ locale: 'en-GB' })
    const [, second] = RULES.en.read().headings
    await page.goto(`/help/rules#${second.id}`)
    await page.getByRole('link', { name: 'Deutsch' }).click()
    await page.getByRole('heading', { name: RULES.de.title, level: 1 }).waitFor()
    const { pathname, search: query, hash } = new URL(page.url())
    assert.equal(pathname + query, '/help/rules')
    assert.equal(hash, `#${RULES.de.read().headings[1].id}`)
    await close()
  })

  test('needs no script: the text is there, the search answers with a page', async ({ assert }) => {
    const { page, close } = await openPage({ javaScriptEnabled: false })
    await page.goto('/help')
    await page.getByRole('searchbox').fill(RULES.en.title)
    await page.getByRole('button', { name: 'Search' }).click()
    await page
      .locator('main li a', { has: page.locator('mark') })
      .first()
      .click()
    await page.getByRole('heading', { name: RULES.en.title, level: 1 }).waitFor()
    await page.locator('.guide-text .picture').first().click()
    await page.waitForURL('**/help/pictures/en/*')
    assert.match(page.url(), /rule-builder|\/pictures\/en\//)
    await close()
  })
})
