import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage, signIn, speak } from './support/browser.js'
import { englishOn } from './support/german_words.js'
import { GUEST_PAGES, PAGES, PORTAL_PAGES, type WalkedPage, nameOf } from './support/pages.js'
import { signInToPortal } from './support/portal.js'
import { type Visit, type Walk, arrive, signedIn, startWalk, visit } from './support/walk.js'
import { weigh } from './support/weight.js'

/*
 * Every page, looked at twice: at a desk in English, then made as narrow as a phone; on a phone in German, then made as
 * wide as a desk. One visit answers all questions, so a failure lists all that is wrong with its page.
 */
const DESK = { width: 1280, height: 720 }
const PHONE = { width: 390, height: 844 }
type Storage = Awaited<ReturnType<typeof signedIn>>

const titleOf = (walked: WalkedPage) =>
  GUEST_PAGES.includes(walked) ? `${nameOf(walked)} for nobody` : nameOf(walked)

/** What is wider than the screen, or in another language than it says. */
async function misfits(page: Page, language: string): Promise<string[]> {
  const read = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  let over = await read()
  // A chart takes its new width a few frames after the window.
  for (const end = Date.now() + 5_000; over > 0 && Date.now() < end; over = await read())
    await pause(50)
  const spoken = await page.locator('html').getAttribute('lang')
  return [
    ...(over > 0 ? [`${over} px wider than a phone, in ${language}`] : []),
    ...(spoken === language ? [] : [`says it is in ${spoken}, not ${language}`]),
  ]
}

// axe looks into frames, which run no scripts here.
const AXE_IN_FRAME = /^Blocked script execution in 'about:srcdoc'/

/** Errors on the console, and requests that leave the install. */
const complaints = ({ watch }: Visit) => [
  ...watch.errors
    .splice(0)
    .filter((text) => !AXE_IN_FRAME.test(text))
    .map((text) => `console: ${text}`),
  ...watch.outside.splice(0).map((to) => `asks ${to}`),
]

test.group('Pages at a desk, in English', (group) => {
  let walk: Walk
  group.setup(async () => {
    const team = await signedIn(signIn)
    const partner = await signedIn(signInToPortal)
    walk = startWalk([...PAGES, ...PORTAL_PAGES, ...GUEST_PAGES], (walked) =>
      look(walked, PAGES.includes(walked) ? team : PORTAL_PAGES.includes(walked) ? partner : null)
    )
    return () => walk.end()
  })

  async function look(walked: WalkedPage, storage: Storage | null): Promise<string[]> {
    // A context of its own, so that nothing is cached.
    const one = await visit({ viewport: DESK, storageState: storage ?? undefined })
    const { page } = one
    try {
      const judge = await weigh(page, walked.heavy)
      await arrive(one, walked)
      const found = await judge()
      await page.emulateMedia({ reducedMotion: 'reduce' })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.locator(colorScheme === 'dark' ? 'html.dark' : 'html:not(.dark)').waitFor()
        const hinder = await findings(page, colorScheme === 'dark' ? 'colours' : undefined)
        found.push(...hinder.map((line) => `${colorScheme}: ${line}`))
      }
      await page.setViewportSize(PHONE)
      await one.rest()
      return [...found, ...(await misfits(page, 'en')), ...complaints(one)]
    } finally {
      await one.close()
    }
  }

  for (const walked of [...PAGES, ...PORTAL_PAGES, ...GUEST_PAGES])
    test(titleOf(walked), async ({ assert }) => {
      assert.deepEqual(await walk.findings(walked), [])
    })
})

test.group('Pages on a phone, in German', (group) => {
  let walk: Walk
  group.setup(async () => {
    const sessions = [
      { pages: PAGES, at: '/session/language', storage: await signedIn(signIn) },
      {
        ...{ pages: PORTAL_PAGES, at: '/portal/session/language' },
        storage: await signedIn(signInToPortal),
      },
    ].map((one) => ({ ...one, free: [] as Visit[] }))
    const speakAll = async (language: string) => {
      for (const { storage, at, pages } of sessions) {
        const { page, close } = await openPage({ storageState: storage })
        await page.goto(pages[1].path as string)
        await speak(page, language, at)
        await close()
      }
    }
    await speakAll('de')
    walk = startWalk([...PAGES, ...PORTAL_PAGES], async (walked) => {
      const { storage, free } = sessions.find(({ pages }) => pages.includes(walked))!
      // One that looked at another page knows the scripts by now.
      const one = free.pop() ?? (await visit({ viewport: PHONE, storageState: storage }))
      try {
        return await look(walked, one)
      } finally {
        free.push(one)
      }
    })
    return async () => {
      await walk.end()
      for (const { free } of sessions) await Promise.all(free.map(({ close }) => close()))
      // The language is kept with the person, whom other tests sign in as.
      await speakAll('en')
    }
  })

  async function look(walked: WalkedPage, one: Visit): Promise<string[]> {
    await one.page.setViewportSize(PHONE)
    await arrive(one, walked)
    const found = await misfits(one.page, 'de')
    const words = new Set(await englishOn(one.page))
    await one.page.setViewportSize(DESK)
    await one.rest()
    for (const word of await englishOn(one.page)) words.add(word)
    // The document of the API is in English, and says so.
    const said = walked.path === '/api/docs' ? [] : [...words].map((word) => `English: ${word}`)
    return [...found, ...said, ...complaints(one)]
  }

  for (const walked of [...PAGES, ...PORTAL_PAGES])
    test(titleOf(walked), async ({ assert }) => {
      assert.deepEqual(await walk.findings(walked), [])
    })
})
