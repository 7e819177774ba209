/*
 * Takes the pictures of the guides (`npm run help:pictures`): the built app with its demo, light, 1200 pixels wide.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { LOCALES } from '#shared/locales'
import { openBrowser, openPage, speak } from '../browser.js'
import { startDemoApp } from './demo_app.js'
import { PICTURES, type PictureName } from './names.js'
import { openPortal, prepare } from './prepare.js'
import { shotsOf } from './shots.js'

const SIZE = { width: 1200, height: 760 }
const QUALITY = 82
const folder = resolve(import.meta.dirname, '../../../../resources/help/pictures')
const wanted = process.argv.slice(2)
const isWanted = (name: PictureName) => !wanted.length || wanted.includes(name)

/** What is on the screen, as WebP. */
async function take(page: Page): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page)
  const { data } = await devtools.send('Page.captureScreenshot', {
    ...{ format: 'webp', quality: QUALITY },
  })
  await devtools.detach()
  return Buffer.from(data, 'base64')
}

const app = await startDemoApp()
const closeBrowser = await openBrowser()
const failed: string[] = []
try {
  const options = { baseURL: app.url, viewport: SIZE, colorScheme: 'light' as const }
  const { page } = await openPage(options)
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(app.email)
  await page.getByLabel('Password', { exact: true }).fill(app.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/overview')
  const made = await prepare(app, page)
  const portal = isWanted('portal-leads') ? await openPortal(page, app.url, SIZE) : null
  for (const lang of LOCALES) {
    const shots = shotsOf(made, lang)
    await mkdir(join(folder, lang), { recursive: true })
    await page.goto('/overview')
    await speak(page, lang)
    if (portal) await speak(portal.page, lang, '/portal/session/language')
    for (const name of PICTURES.filter(isWanted)) {
      const { path, then } = shots[name]
      const at = name === 'portal-leads' ? portal!.page : page
      try {
        await at.goto(path)
        await at.waitForLoadState('networkidle')
        await then?.(at)
        await at.mouse.move(0, 0)
        // Charts and panels move in.
        await at.waitForTimeout(900)
        const bytes = await take(at)
        await writeFile(join(folder, lang, `${name}.webp`), bytes)
        process.stdout.write(`${lang}/${name}  ${Math.round(bytes.length / 1024)} KB\n`)
      } catch (error) {
        failed.push(`${lang}/${name}: ${(error as Error).message.split('\n')[0]}`)
      }
    }
  }
} finally {
  await closeBrowser()
  await app.stop()
}
for (const line of failed) process.stderr.write(`${line}\n`)
process.exitCode = failed.length ? 1 : 0
