import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { becomes, openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let n = 0
const californian = () => ({
  name: 'Tilda Traffic',
  email: `tilda.${n++}@mail.example`,
  state: 'CA',
  monthly_bill: 240,
})

/** The route of the profile with its traffic beside it, and how many leads it counts. */
async function openTraffic(page: Page) {
  await signIn(page)
  await page.goto('/profiles/solar-us/route')
  await page.getByRole('toolbar').getByRole('button', { name: 'Traffic' }).click()
  const count = async () =>
    Number((await page.locator('.area .tabular-nums').first().textContent())?.replace(/\D/g, ''))
  await page.getByText('since you opened this').waitFor()
  return { count }
}

test.group('Traffic of a route', () => {
  test('a lead that comes in moves along the wires, and the counts rise', async ({ assert }) => {
    const { page, watch, close } = await openPage({ viewport: { width: 1440, height: 900 } })
    await postLead(californian())
    const { count } = await openTraffic(page)
    const before = await count()
    await page.evaluate(`(() => {
      window.dots = []
      new MutationObserver((list) => {
        for (const { addedNodes } of list)
          for (const node of addedNodes) if (node.nodeName === 'circle') window.dots.push(node)
      }).observe(document.querySelector('[data-live-dots]'), { childList: true })
    })()`)
    await postLead(californian())
    await becomes(assert, count, before + 1)
    await becomes(assert, () => page.evaluate('window.dots.length'), 1)
    // It has gone along, and is taken away at the end of its way.
    await becomes(
      assert,
      () => page.evaluate('document.querySelectorAll("[data-live-dots] circle").length'),
      0
    )
    assert.match(
      String(await page.evaluate('window.dots[0].getAttribute("transform")')),
      /translate/
    )
    await page.getByText('1 lead since you opened this').waitFor()

    // A card tells its own; the same can be read as a table.
    await page.locator('[data-card]').first().click()
    await page.getByRole('tab', { name: 'Traffic' }).click()
    await page.getByText(/leads? came here/).waitFor()
    await page.getByRole('button', { name: 'Show as a table' }).click()
    await page.getByRole('table', { name: 'Leads by node and way' }).waitFor()

    await page.evaluate(axe)
    const hinders = await page.evaluate(
      `axe.run(document.querySelector('.area'), { resultTypes: ['violations'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`
    )
    assert.deepEqual(hinders, [])

    // Another time has other counts, and says so when there are none.
    await page.getByRole('button', { name: 'Yesterday' }).click()
    await page.getByText('No lead went through in this time').waitFor()
    await page.getByRole('button', { name: 'Look at 30 days' }).click()
    await becomes(assert, count, before + 1)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('who wants no motion sees the cards marked that count a lead', async ({ assert }) => {
    const { page, watch, close } = await openPage({ reducedMotion: 'reduce' })
    const { count } = await openTraffic(page)
    const before = await count()
    await page.evaluate(`(() => {
      window.marked = 0
      const look = () => {
        if (document.querySelector('[data-card][data-tone="on"]')) window.marked++
        if (document.querySelector('[data-live-dots] circle')) window.moved = true
        requestAnimationFrame(look)
      }
      look()
    })()`)
    await postLead(californian())
    await becomes(assert, count, before + 1)
    await becomes(assert, () => page.evaluate('window.marked > 0'), true)
    assert.isUndefined(await page.evaluate('window.moved'))
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('switched off nothing is listened to', async ({ assert }) => {
    const { page, close } = await openPage()
    await openTraffic(page)
    await page.getByRole('switch', { name: 'Live' }).click()
    await becomes(assert, () => page.getByText('since you opened this').count(), 0)
    await close()
  })
})
