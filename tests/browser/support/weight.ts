import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright'

/** Scripts before a page is painted, compressed. The code editor, charts and the rule builder come after that. */
const MOST_KB = 250
/** With what an ordinary page loads when it is idle: what must be there when the server is gone. */
const MOST_LATER_KB = 320
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
  imports?: string[]
}
const assets = join(import.meta.dirname, '../../../build/public/assets')
let chunks: Record<string, Chunk> | null = null
const manifest = () =>
  (chunks ??= JSON.parse(readFileSync(join(assets, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >)
const sizes = new Map<string, number>()
/** A file's name holds the hash of what is in it. */
function inKb(name: string, body: Buffer): number {
  const size = sizes.get(name) ?? gzipSync(body).length / 1024
  sizes.set(name, size)
  return size
}
const sum = (all: number[]) => all.reduce((one, other) => one + other, 0)

/** All that has to arrive before a page is painted: the app, the page, and what they import at once. */
function initialOf(component: string): number {
  const needed = new Set<string>()
  const need = (key: string) => {
    if (needed.has(key)) return
    needed.add(key)
    manifest()[key].imports?.forEach(need)
  }
  need('resources/app.ts')
  need(`resources/pages/${component}.vue`)
  const files = [...needed].map((key) => manifest()[key].file).filter((file) => /\.js$/.test(file))
  const read = (file: string) => readFileSync(join(assets, file.replace(/^assets\//, '')))
  return sum(files.map((file) => inKb(basename(file), read(file))))
}

/**
 * Weighs a page that has not been opened yet, over a line as long as to a server elsewhere: nearby, all is there before
 * anything is painted. What it answers says what is too heavy or jumps, once the page is there.
 */
export async function weigh(page: Page, heavy = false): Promise<() => Promise<string[]>> {
  const scripts: Promise<number>[] = []
  page.on('response', (answer) => {
    if (answer.request().resourceType() !== 'script') return
    const name = basename(new URL(answer.url()).pathname)
    const size = answer.body().then((body) => inKb(name, body))
    // One that comes while the page is closed is not counted, and nobody waits for it.
    size.catch(() => undefined)
    scripts.push(size)
  })
  await page.addInitScript(WATCH_SHIFTS)
  const wire = await page.context().newCDPSession(page)
  const line = { offline: false, latency: 40, downloadThroughput: -1, uploadThroughput: -1 }
  await wire.send('Network.emulateNetworkConditions', line)

  return async () => {
    const initial = initialOf(await page.evaluate<string>(COMPONENT))
    const later = sum(await Promise.all(scripts))
    const shifts = await page.evaluate<{ value: number; what: string }[]>('window.shifts')
    const moved = sum(shifts.map(({ value }) => value))
    return [
      ...(initial > 50 ? [] : ['no scripts were seen at all']),
      ...(initial <= MOST_KB ? [] : [`${initial} KB before it is painted, at most ${MOST_KB}`]),
      ...(heavy || later <= MOST_LATER_KB
        ? []
        : [`${later} KB with what comes later, at most ${MOST_LATER_KB}`]),
      ...(moved <= MOST_SHIFT
        ? []
        : [`moves by ${moved}, at most ${MOST_SHIFT}`, ...shifts.map((one) => `  ${one.what}`)]),
    ]
  }
}
