import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Assert } from '@japa/assert'
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright'
import { builtApp } from './built_app.js'

const root = resolve(import.meta.dirname, '../../..')
let browser: Browser | null = null

/**
 * The Chromium that comes with the packages. It unpacks itself into the temporary folder, which others may share and
 * leave half-written: it gets one of its own, and its own libraries where the machine has none.
 */
export async function openBrowser(): Promise<() => Promise<void>> {
  const folder = join(root, 'node_modules/.cache/chromium')
  const complete = join(folder, 'complete')
  if (!existsSync(complete)) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const before = { TMPDIR: process.env.TMPDIR, AWS: process.env.AWS_EXECUTION_ENV }
  process.env.TMPDIR = folder
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x'
  const { default: bundled } = await import('@sparticuz/chromium')
  const executablePath = await bundled.executablePath()
  writeFileSync(complete, '')
  const libraries = process.env.LD_LIBRARY_PATH
  restore('TMPDIR', before.TMPDIR)
  restore('AWS_EXECUTION_ENV', before.AWS)
  browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [
      ...['--headless=shell', '--no-sandbox', '--disable-gpu'],
      // Domains of brands lead to the built app.
      '--host-resolver-rules=MAP *.brand.example 127.0.0.1',
    ],
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: libraries ?? '',
      FONTCONFIG_FILE: fontsOf(folder),
    },
  })
  return () => browser!.close()
}

/** Without a single font of the machine's own Chromium draws no text at all, not even in a page's own font. */
function fontsOf(folder: string): string {
  const file = join(folder, 'fonts.conf')
  const dirs = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts']
  const text = [
    ...dirs.map((dir) => `<dir>${dir}</dir>`),
    `<cachedir>${folder}/fontcache</cachedir>`,
  ]
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${text.join('')}</fontconfig>`)
  return file
}

const restore = (name: string, value: string | undefined) =>
  value === undefined ? delete process.env[name] : (process.env[name] = value)

/** What must not happen on any page: an error on the console, or a request that leaves the install. */
export interface Watch {
  errors: string[]
  outside: string[]
}

/** A page of the built app in a session of its own. */
export async function openPage(
  options: BrowserContextOptions = {}
): Promise<{ page: Page; watch: Watch; close: () => Promise<void> }> {
  const url = options.baseURL ?? builtApp().url
  const context = await browser!.newContext({ baseURL: url, ...options })
  const page = await context.newPage()
  const watch: Watch = { errors: [], outside: [] }
  page.on('console', (message) => message.type() === 'error' && watch.errors.push(message.text()))
  page.on('pageerror', (error) => watch.errors.push(error.message))
  page.on('request', (request) => {
    const to = request.url()
    if (!to.startsWith(`${url}/`) && !/^(data|about|blob):/.test(to)) watch.outside.push(to)
  })
  return { page, watch, close: () => context.close() }
}

/** Asserts what is read from a page that may still be at it: it is read again until it is so, or for ten seconds. */
export async function becomes<T>(assert: Assert, read: () => Promise<T>, expected: T) {
  for (const end = Date.now() + 10_000; ;) {
    const found = await read()
    if (isDeepStrictEqual(found, expected) || Date.now() > end)
      return assert.deepEqual(found, expected)
    await pause(25)
  }
}

export async function signIn(page: Page) {
  await page.goto('/login')
  await fillIn(page)
  await page.waitForURL('**/overview')
}

/** Fills in and sends the login form that is open. */
export async function fillIn(page: Page) {
  const { email, password } = builtApp()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Chooses a language, as the menu of the person does. */
export async function speak(page: Page, language: string, at = '/session/language') {
  await page.evaluate(`fetch('${at}', {
    method: 'PUT',
    headers: {
      'accept': 'application/json',
      'content-type': 'application/json',
      'x-xsrf-token': decodeURIComponent(/XSRF-TOKEN=([^;]*)/.exec(document.cookie)[1]),
    },
    body: JSON.stringify({ language: '${language}' }),
  })`)
}
