import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openPage, signIn, speak } from './support/browser.js'
import { PAGES, PORTAL_PAGES, type WalkedPage, addressOf, nameOf } from './support/pages.js'
import { signInToPortal } from './support/portal.js'

/** Scripts before a page is painted, compressed. The code editor, charts and the rule builder come after that. */
const MOST_KB = 250
/** With what an ordinary page loads when it is idle: what must be there when the server is gone. */
const MOST_LATER_KB = 280
/** What may move once a page is painted, as browsers score it: a tenth is felt, this is not. */
const MOST_SHIFT = 0.02

// What runs in the page, as text: these files know no DOM.
const WATCH_SHIFTS = `window.shifts = []
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push({
    value: one.value,
    what: one.sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? node?.textContent).join(' | '),
  })
}).observe({ type: 'layout-shift', buffered: true })`
const COMPONENT = `JSON.parse(document.querySelector('[data-page]').textContent).component`

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
}
const assets = join(import.meta.dirname, '../../build/public/assets')
const manifest = () =>
  JSON.parse(readFileSync(join(assets, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
const inKb = (bodies: Buffer[]) =>
  bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1024

/** All that has to arrive before a page is painted: the app, the page, and what they import at once. */
function initialOf(component: string): number {
  const chunks = manifest()
  const needed = new Set<string>()
  const need = (key: string) => {
    if (needed.has(key)) return
    needed.add(key)
    chunks[key].imports?.forEach(need)
  }
  for (const key of Object.keys(chunks)) if (chunks[key].isEntry) need(key)
  need(`resources/pages/${component}.vue`)
  const files = [...needed].map((key) => chunks[key].file).filter((file) => file.endsWith('.js'))
  return inKb(files.map((file) => readFileSync(join(assets, file.replace(/^assets\//, '')))))
}

/** Opens it over a line as long as to a server elsewhere: nearby, all is there before anything is painted. */
async function load(page: Page, walked: WalkedPage) {
  const scripts: Promise<Buffer>[] = []
  page.on('response', (answer) => {
    if (answer.request().resourceType() !== 'script') return
    const body = answer.body()
    // One that comes while the page is closed is not counted, and nobody waits for it.
    body.catch(() => undefined)
    scripts.push(body)
  })
  await page.addInitScript(WATCH_SHIFTS)
  const wire = await page.context().newCDPSession(page)
  const line = { offline: false, latency: 40, downloadThroughput: -1, uploadThroughput: -1 }
  await wire.send('Network.emulateNetworkConditions', line)
  await page.goto(await addressOf(walked))
  await page.waitForLoadState('networkidle')
  return {
    initial: initialOf(await page.evaluate<string>(COMPONENT)),
    all: inKb(await Promise.all(scripts)),
  }
}

/** What a browser keeps of somebody who signed in. */
async function storageOf(enter: (page: Page) => Promise<void>) {
  const { page, close } = await openPage()
  await enter(page)
  const storage = await page.context().storageState()
  await close()
  return storage
}

test.group('Pages', () => {
  test(`are painted after at most ${MOST_KB} KB of scripts, and nothing jumps then`, async ({
    assert,
  }) => {
    const storages = { team: await storageOf(signIn), portal: await storageOf(signInToPortal) }
    const every = [...PAGES, ...PORTAL_PAGES]
    for (const walked of every) {
      const storageState = PAGES.includes(walked) ? storages.team : storages.portal
      // A context of its own, so that nothing is cached.
      const { page, close } = await openPage({ storageState })
      const { initial, all: later } = await load(page, walked)
      assert.isAbove(initial, 50, 'scripts were seen at all')
      assert.isAtMost(initial, MOST_KB, nameOf(walked))
      if (!walked.heavy) assert.isAtMost(later, MOST_LATER_KB, nameOf(walked))
      const shifts = await page.evaluate<{ value: number; what: string }[]>('window.shifts')
      const moved = shifts.reduce((sum, { value }) => sum + value, 0)
      const what = shifts.map((one) => `${one.value.toFixed(3)} ${one.what}`).join('\n')
      assert.isAtMost(moved, MOST_SHIFT, `${nameOf(walked)} moves:\n${what}`)
      await close()
    }
  }).timeout(480_000)

  test('nothing on a page is wider than a phone, in either language', async ({ assert }) => {
    const { page, watch, close } = await openPage({ viewport: { width: 390, height: 844 } })
    for (const [enter, walkedPages, session] of [
      [signIn, PAGES, '/session/language'],
      [signInToPortal, PORTAL_PAGES, '/portal/session/language'],
    ] as const) {
      await enter(page)
      for (const language of ['de', 'en']) {
        await speak(page, language, session)
        for (const walked of walkedPages) {
          await page.goto(await addressOf(walked))
          await page.locator('h1').first().waitFor()
          await page.waitForLoadState('networkidle')
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
          assert.isAtMost(over as number, 0, `${nameOf(walked)} in ${language}`)
          assert.equal(await page.locator('html').getAttribute('lang'), language)
        }
      }
    }
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  }).timeout(480_000)
})
