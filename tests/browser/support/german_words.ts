import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'

const lang = join(import.meta.dirname, '../../../resources/lang')
const textsOf = (locale: string): string[] => {
  const flat = (texts: object): string[] =>
    Object.values(texts).flatMap((one) => (typeof one === 'string' ? one.split(' | ') : flat(one)))
  return readdirSync(join(lang, locale)).flatMap((file) =>
    flat(JSON.parse(readFileSync(join(lang, locale, file), 'utf8')) as object)
  )
}

/** What the account of these tests calls things, what a new form says, and what plugins without German call themselves. */
const account = readFileSync(join(import.meta.dirname, 'blueprint.yml'), 'utf8')
const starts = join(import.meta.dirname, '../../../app/capture/forms/start_words.ts')
const form = readFileSync(starts, 'utf8')
/** What tests call stages, pipelines and templates they make. */
const made = ['boards.ts', 'mails.ts']
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join()
const plugins = join(import.meta.dirname, '../../../plugins')
const manifests = readdirSync(plugins, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(plugins, file), 'utf8'))
  .join()
const isName = (word: string) =>
  account.includes(word) ||
  [form, manifests, made].some((text) => text.includes(`'${word}'`)) ||
  // A stage that has no name is called by its key.
  made.includes(`'${word.toLowerCase()}'`) ||
  // Of a subject what stands before its first value.
  made.includes(`'${word} `)

const german = new Set(textsOf('de'))
const english = new Set(
  textsOf('en').filter(
    (one) => one.length > 2 && !one.includes('{') && !german.has(one) && !isName(one)
  )
)

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

/** What a page says in English though it has German for it. */
export const englishOn = async (page: Page): Promise<string[]> =>
  (await page.evaluate<string[]>(WORDS)).filter((one) => english.has(one))
