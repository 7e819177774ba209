import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { openPage, signIn, speak } from './support/browser.js'
import { PAGES, addressOf, nameOf } from './support/pages.js'

const lang = join(import.meta.dirname, '../../resources/lang')
const textsOf = (locale: string): string[] => {
  const flat = (texts: object): string[] =>
    Object.values(texts).flatMap((one) => (typeof one === 'string' ? one.split(' | ') : flat(one)))
  return readdirSync(join(lang, locale)).flatMap((file) =>
    flat(JSON.parse(readFileSync(join(lang, locale, file), 'utf8')) as object)
  )
}

/** What the account of these tests calls things, and what plugins call themselves where they have no German. */
const account = readFileSync(join(import.meta.dirname, 'support/blueprint.yml'), 'utf8')
const plugins = join(import.meta.dirname, '../../plugins')
const manifests = readdirSync(plugins, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(plugins, file), 'utf8'))
  .join()
const isName = (word: string) => account.includes(word) || manifests.includes(`'${word}'`)

// What runs in the page, as text: every word that is read, seen or spoken.
const WORDS = `(() => {
  const words = new Set()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { parentElement: parent, textContent } = walker.currentNode
    if (parent && !parent.closest('script, style, code, pre, [lang=en], .cm-editor')) words.add(textContent)
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const one of document.querySelectorAll('[' + name + ']')) words.add(one.getAttribute(name))
  return [...words].map((one) => one.replace(/\\s+/g, ' ').trim()).filter(Boolean)
})()`

test.group('In German', () => {
  test('no page says anything in English', async ({ assert }) => {
    const german = new Set(textsOf('de'))
    const english = new Set(
      textsOf('en').filter(
        (one) => one.length > 2 && !one.includes('{') && !german.has(one) && !isName(one)
      )
    )
    const { page, close } = await openPage()
    await signIn(page)
    await speak(page, 'de')
    const found: Record<string, string[]> = {}
    try {
      for (const walked of PAGES) {
        // The document of the API is in English, and says so.
        if (walked.path === '/api/docs') continue
        await page.goto(await addressOf(walked))
        await page.locator('h1').first().waitFor()
        await page.waitForLoadState('networkidle')
        const words = (await page.evaluate<string[]>(WORDS)).filter((one) => english.has(one))
        if (words.length > 0) found[nameOf(walked)] = words
      }
    } finally {
      // The language is kept with the person, whom other tests sign in as.
      await speak(page, 'en')
    }
    await close()
    assert.deepEqual(found, {})
  }).timeout(300_000)
})
