import { test } from '@japa/runner'
import { builtApp } from './support/built_app.js'
import { openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

const lead = (name: string) => ({
  email: `${name.toLowerCase()}-${Date.now()}@mail.example`,
  name: `${name} Live`,
  state: 'CA',
  monthly_bill: 240,
})

test.group('Events', () => {
  test('a lead posted meanwhile appears by itself; paused, it waits to be let in', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/events')
    await page.locator('[data-live]').getByText('Live').waitFor()
    await postLead(lead('Berta'))
    await page.getByText(/Berta Live came in/).waitFor()

    await page.getByRole('button', { name: 'Pause' }).click()
    await postLead(lead('Clara'))
    const waiting = page.getByRole('button', { name: /new events/ })
    await waiting.waitFor()
    assert.equal(await page.getByText(/Clara Live came in/).count(), 0)
    await waiting.click()
    await page.getByText(/Clara Live came in/).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('are narrowed by chips that stand in the address, and open with all they know', async ({
    assert,
  }) => {
    await postLead(lead('Doris'))
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/events')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByLabel('Revenue', { exact: true }).check()
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.waitForURL('**/events?type=revenue')
    const row = page.getByText(/booked for Doris Live/)
    await row.waitFor()
    assert.equal(await page.getByText(/came in/).count(), 0)

    await row.click()
    const panel = page.getByRole('dialog')
    await panel.getByText('revenue.booked').waitFor()
    await panel.getByRole('link', { name: 'Doris Live' }).click()
    await page.waitForURL('**/leads/lead_*')

    await page.goBack()
    await page.getByRole('button', { name: 'Remove Revenue' }).click()
    await page.waitForURL(/\/events$/)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})

test.group('Overview', () => {
  test('a number leads to what it counts', async ({ assert }) => {
    await postLead(lead('Emma'))
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.getByRole('link', { name: /^Revenue, net/ }).click()
    await page.waitForURL('**/events?*type=revenue*')
    await page.getByText(/booked for Emma Live/).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'Emma Live' }).first().click()
    await page.waitForURL('**/leads/lead_*')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('draws, and says the same in a table', async ({ assert }) => {
    await postLead(lead('Frida'))
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/overview?period=7d')
    const trend = page.getByRole('region', { name: 'Over time' })
    await trend.getByRole('img').locator('svg').waitFor()
    await trend.getByRole('button', { name: 'Show as table' }).click()
    assert.equal(await trend.getByRole('row').count(), 15)
    const today = trend.getByRole('row').last()
    const leads = Number(await today.getByRole('cell').nth(1).textContent())
    assert.isAtLeast(leads, 1)
    const tile = page.getByRole('link', { name: /^Leads / })
    assert.include((await tile.textContent())!, String(leads))
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})

test.group('Charts', () => {
  test('have the same colours for who wants no motion', async ({ assert }) => {
    const colours = async (reducedMotion: 'reduce' | 'no-preference') => {
      const { page, close } = await openPage({ reducedMotion })
      await signIn(page)
      const drawing = page
        .getByRole('region', { name: 'Over time' })
        .getByRole('img')
        .locator('svg')
      await drawing.waitFor()
      const used = (await page.evaluate(`[...new Set(
        [...document.querySelectorAll('[role=img] svg *')].flatMap((one) => [
          one.getAttribute('fill'), one.getAttribute('stroke'),
        ])
      )].filter((colour) => /^(rgb|#)/.test(colour)).sort()`)) as string[]
      await close()
      return used
    }
    const moving = await colours('no-preference')
    assert.isAtLeast(moving.length, 3)
    assert.deepEqual(await colours('reduce'), moving)
  })
})

test.group('Tokens', () => {
  test('one made on the page works on the API, and fails once it is revoked', async ({
    assert,
  }) => {
    const { url } = builtApp()
    const status = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` }
      return (await fetch(`${url}/api/v1/leads?limit=1`, { headers })).status
    }
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/api/tokens')
    await page.getByRole('button', { name: 'New token' }).click()
    await page.getByLabel('Name').fill('Browser test')
    await page.getByRole('button', { name: 'Create token' }).click()
    const token = (await page.getByRole('region', { name: 'Token', exact: true }).textContent())!
    assert.match(token, /^slc_\w{46}$/)
    assert.equal(await status(token), 200)
    await page.getByRole('button', { name: 'I have copied it' }).click()

    const row = page.getByRole('row', { name: /Browser test/ })
    await row.getByText(`ends in ${token.slice(-4)}`).waitFor()
    assert.notInclude(await page.content(), token)
    await row.getByRole('button', { name: 'Revoke Browser test' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await row.waitFor({ state: 'detached' })
    assert.equal(await status(token), 401)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
