import { setTimeout as pause } from 'node:timers/promises'
import type { Page, Request } from 'playwright'
import { openPage } from './browser.js'
import { type WalkedPage, addressOf, nameOf } from './pages.js'

/** So many pages are open at a time: while one waits for its server, another is drawn or judged. */
const AT_A_TIME = 4
/** What says nothing for so long has all it wants. */
const QUIET_MS = 300
const MOST_MS = 60_000

// What runs in the page, as text: these files know no DOM. What a page loads when idle it has asked for by then.
const IDLE = 'new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)))'

/** A page that is open, and what it says about itself meanwhile. */
export type Visit = Awaited<ReturnType<typeof openPage>> & {
  /** Resolves when it is drawn, has loaded what it wants and has nothing left to do. */
  rest: () => Promise<void>
}

/** A browser's page of its own, of which can be said when it is there. */
export async function visit(options: Parameters<typeof openPage>[0]): Promise<Visit> {
  const opened = await openPage(options)
  const { page } = opened
  const loading = new Set<Request>()
  let last = Date.now()
  // A stream of events goes on for ever.
  page.on('request', (one) => {
    if (one.resourceType() === 'eventsource') return
    loading.add(one)
    last = Date.now()
  })
  const ended = (one: Request) => {
    if (loading.delete(one)) last = Date.now()
  }
  page.on('requestfinished', ended).on('requestfailed', ended)
  const rest = async () => {
    const end = Date.now() + MOST_MS
    for (let seen = -1; seen !== last || loading.size > 0 || Date.now() - last < QUIET_MS;) {
      if (Date.now() > end)
        throw new Error(`still loading: ${[...loading].map((one) => one.url()).join(', ')}`)
      if (loading.size > 0 || Date.now() - last < QUIET_MS) await pause(20)
      else {
        seen = last
        await page.evaluate(IDLE)
      }
    }
  }
  return { ...opened, rest }
}

/** Opens an address and waits until all of it is there. */
export async function arrive({ page, rest }: Visit, walked: WalkedPage) {
  const answer = await page.goto(await addressOnce(walked))
  if (!answer?.ok()) throw new Error(`${nameOf(walked)} answers ${answer?.status()}`)
  await page.locator('h1').first().waitFor()
  await rest()
}

const made = new WeakMap<WalkedPage, Promise<string>>()
/** What has to be made for an address is made once, however often it is walked to. */
function addressOnce(walked: WalkedPage): Promise<string> {
  const address = made.get(walked) ?? addressOf(walked)
  made.set(walked, address)
  return address
}

/** What a browser keeps of somebody who signed in. */
export async function signedIn(enter: (page: Page) => Promise<void>) {
  const { page, close } = await openPage()
  await enter(page)
  const storage = await page.context().storageState()
  await close()
  return storage
}

/** What is wrong with each page, a line each; pages are looked at side by side, in their order. */
export interface Walk {
  findings(walked: WalkedPage): Promise<string[]>
  /** Looks at no more pages; resolves when none is looked at any more. */
  end(): Promise<void>
}

export function startWalk(
  every: readonly WalkedPage[],
  look: (walked: WalkedPage) => Promise<string[]>
): Walk {
  const found = new Map(every.map((walked) => [walked, Promise.withResolvers<string[]>()]))
  const left = [...found]
  const go = async () => {
    for (let next = left.shift(); next; next = left.shift())
      await look(next[0]).then(next[1].resolve, next[1].reject)
  }
  // Nobody may be waiting yet when a page fails.
  for (const { promise } of found.values()) promise.catch(() => undefined)
  const going = Promise.all(Array.from({ length: AT_A_TIME }, go))
  return {
    findings: (walked) => found.get(walked)!.promise,
    end: async () => {
      left.length = 0
      await going
    },
  }
}
