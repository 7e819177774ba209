import { test } from '@japa/runner'
import { becomes, openPage } from './support/browser.js'
import { builtApp } from './support/built_app.js'

const EMAIL = 'lou@looks.example'

async function openLook() {
  const opened = await openPage()
  const { page } = opened
  const made = await builtApp().ace('account:create', 'looks', '--owner', EMAIL)
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(EMAIL)
  await page.getByLabel('Password', { exact: true }).fill(/Password\s+(\S+)/.exec(made)![1]!)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/overview')
  await page.goto('/settings/documents')
  return { ...opened, paper: page.frameLocator('iframe') }
}

test.group("Documents' look", () => {
  test('the preview follows what is typed, in each language; a faint colour is told; a bad file is refused', async ({
    assert,
  }) => {
    const { page, paper, watch, close } = await openLook()
    await paper.getByRole('heading', { name: 'Invoice INV-2026-0042' }).waitFor()

    await page.getByLabel('Accent colour', { exact: true }).fill('#e07000')
    await page.getByText('faint').waitFor()
    const heading = paper.getByRole('heading', { level: 1 })
    await paper.locator('#document[style], #document').waitFor()
    // As text: these files know no DOM.
    const colour = () =>
      page.evaluate<string | null>(`(() => {
        const title = document.querySelector('iframe')?.contentDocument?.querySelector('h1')
        return title ? getComputedStyle(title).color : null
      })()`)
    await becomes(assert, colour, 'rgb(224, 112, 0)')
    await page.getByLabel('Accent colour', { exact: true }).fill('#7a0000')
    await page.getByText('easy to read').waitFor()

    await page.getByLabel('Above the lines').fill('For {partner}.')
    await paper.getByText('For SunCo Energie AG.').waitFor()
    await page.getByLabel('Language', { exact: true }).click()
    await page.getByRole('option', { name: 'German' }).click()
    await paper.getByRole('heading', { name: 'Rechnung INV-2026-0042' }).waitFor()
    assert.equal(await paper.getByText('For SunCo Energie AG.').count(), 0)
    await page.getByLabel('Kind of document').click()
    await page.getByRole('option', { name: 'Self-billing' }).click()
    await paper.getByRole('heading', { name: 'Gutschrift SB-2026-0003' }).waitFor()
    assert.isTrue(await heading.isVisible())

    await page.locator('#look-logo').setInputFiles({
      name: 'logo.png',
      mimeType: 'image/png',
      buffer: Buffer.from('no picture'),
    })
    await page.getByText('Choose a PNG, a JPEG or an SVG').waitFor()
    await page.locator('#look-logo').setInputFiles({
      name: 'logo.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg viewBox="0 0 40 10"><path d="M0 0h40v10H0z"/></svg>'),
    })
    await paper.locator('img.logo').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Look of documents saved').first().waitFor()
    await page.reload()
    await page.getByAltText('The logo').waitFor()

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download as PDF' }).click()
    assert.equal((await download).suggestedFilename(), 'preview.pdf')
    assert.deepEqual(watch.outside, [])
    await close()
  }).timeout(120_000)
})
