import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage, signIn, speak } from './support/browser.js'
import { applyProfile, postThrough } from './support/own_profile.js'

let made = 0

/** One lead fills the cap of an assignment: somebody is to be told. */
async function reachCap(): Promise<string> {
  const key = `bell-${++made}`
  const delivery = { use: 'portal', accept_reject: false }
  const assignment = { key: `${key}-west`, partner: 'sunco', caps: { day: 1 }, delivery }
  const strategy = { use: 'first_match' }
  await applyProfile(key, { price: '20.00', strategy, assignments: [assignment] })
  await postThrough(key, { email: `${key}@mail.example`, state: 'CA', monthly_bill: 240 })
  return `${key}-west of SunCo reached its cap of 1 a day`
}

const bell = (page: Page) =>
  page.getByRole('button', { name: /^(Notifications|Benachrichtigungen)/ })
/** Looks again and again: by itself the bell does so every 15 seconds. */
async function untilUnread(page: Page, count: number) {
  const wanted = page.getByRole('button', { name: `Notifications, ${count} unread` })
  for (const end = Date.now() + 45_000; Date.now() < end; await page.reload())
    if (
      await wanted.waitFor({ timeout: 1_500 }).then(
        () => true,
        () => false
      )
    )
      return
  throw new Error(`the bell does not know of ${count}`)
}

/** Whatever other tests of this account had told. */
async function readAll(page: Page) {
  await page.goto('/notifications')
  const all = page.getByRole('button', { name: 'Mark all as read' })
  if (await all.isVisible()) await all.click()
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
}

test.group('Notifications', () => {
  for (const width of [1440, 390])
    test(`at ${width}, one comes to the bell without a reload, leads to its thing, and is read`, async ({
      assert,
    }) => {
      const { page, watch, close } = await openPage({ viewport: { width, height: 844 } })
      await signIn(page)
      await readAll(page)
      await page.goto('/partners')
      const title = await reachCap()
      await page
        .getByRole('button', { name: 'Notifications, 1 unread' })
        .waitFor({ timeout: 45_000 })

      await bell(page).click()
      const panel = page.getByRole('dialog', { name: 'Notifications' })
      const link = panel.getByRole('link', { name: title })
      await link.waitFor()
      assert.deepEqual(await findings(page), [])
      const item = panel.getByRole('listitem').filter({ hasText: title })
      assert.include(await item.textContent(), 'unread')
      assert.include(await item.textContent(), 'It gets leads again from')
      await link.click()
      await page.waitForURL(/\/profiles\/bell-\d+\/assignments\?open=bell-\d+-west/)
      await page.reload()
      await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()

      await page.goto('/notifications')
      const listed = page.getByRole('listitem').filter({ hasText: title })
      await listed.waitFor()
      assert.deepEqual(await findings(page), [])
      assert.notInclude(await listed.textContent(), 'unread')
      assert.deepEqual(watch, { errors: [], outside: [] })
      await close()
    })

  test('are marked as read one by one or all at once, and listed by kind', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await readAll(page)
    const titles = [await reachCap(), await reachCap()]
    await untilUnread(page, 2)
    await page.getByRole('button', { name: `Mark as read: ${titles[0]}` }).click()
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor()
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()

    await page.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Invoice overdue' }).click()
    await page.waitForURL('**/notifications?kind=invoice_overdue')
    await page.getByText('None of this kind').waitFor()
    await page.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Every kind' }).click()
    await page.getByRole('link', { name: titles[1] }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('are said in German', async ({ assert }) => {
    const { page, close } = await openPage()
    await signIn(page)
    await readAll(page)
    const title = await reachCap()
    await untilUnread(page, 1)
    await speak(page, 'de')
    try {
      await page.goto('/notifications')
      await page.getByRole('heading', { name: 'Benachrichtigungen' }).waitFor()
      const [assignment] = title.split(' ')
      await page
        .getByRole('link', { name: `${assignment} von SunCo hat das Limit von 1 pro Tag erreicht` })
        .waitFor()
      await page.getByRole('button', { name: 'Benachrichtigungen, 1 ungelesen' }).click()
      await page.getByRole('dialog').getByText('kommen wieder Leads an').first().waitFor()
      assert.isTrue(await page.getByRole('dialog').getByText('Limit erreicht').first().isVisible())
    } finally {
      await speak(page, 'en')
      await close()
    }
  })

  for (const width of [1440, 390])
    test(`at ${width}, somebody chooses what to hear and how`, async ({ assert }) => {
      const { page, watch, close } = await openPage({ viewport: { width, height: 844 } })
      await signIn(page)
      await page.goto('/settings/notifications')
      const inApp = page.getByRole('switch', { name: 'In the app: Invoice sent' })
      const mail = page.getByRole('combobox', { name: 'E-mail for Lead returned' })
      const on = await inApp.isChecked()
      await inApp.click()
      await mail.click()
      const way = width === 390 ? 'No e-mail' : 'At once'
      await page.getByRole('option', { name: way }).click()
      await page.getByRole('combobox', { name: 'Hour of the digest' }).click()
      await page.getByRole('option', { name: width === 390 ? '06:00' : '17:00' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Notifications saved').first().waitFor()

      await page.reload()
      await inApp.waitFor()
      assert.equal(await inApp.isChecked(), !on)
      assert.include(await mail.textContent(), way)
      assert.include(
        await page.getByRole('combobox', { name: 'Hour of the digest' }).textContent(),
        width === 390 ? '06:00' : '17:00'
      )
      assert.deepEqual(watch, { errors: [], outside: [] })
      await close()
    })
})

test.group('Webhooks of the account', () => {
  for (const width of [1440, 390])
    test(`at ${width}, one is added, shows its secret once, is tried, and deleted`, async ({
      assert,
    }) => {
      const signatures: string[] = []
      const receiver = createServer((request, response) => {
        signatures.push(String(request.headers['webhook-signature']))
        request.resume()
        response.writeHead(200).end('thanks')
      })
      await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
      const { port } = receiver.address() as AddressInfo
      const address = `http://127.0.0.1:${port}/hook`
      const { page, watch, close } = await openPage({ viewport: { width, height: 844 } })
      try {
        await signIn(page)
        await page.goto('/settings/webhooks')
        await page.getByRole('button', { name: 'Add a webhook' }).first().click()
        await page.getByLabel('URL').fill(address)
        await page.getByRole('button', { name: 'Save' }).click()
        const secret = page.getByRole('region', { name: 'Secret' })
        assert.match((await secret.textContent())!, /^whsec_/)
        await page.getByRole('button', { name: 'I have kept it' }).click()
        await secret.waitFor({ state: 'hidden' })

        const item = page.getByRole('listitem').filter({ hasText: address })
        await item.getByText('Active').waitFor()
        assert.deepEqual(await findings(page), [])
        await item.getByRole('button', { name: 'Deliveries' }).click()
        const log = page.getByRole('dialog')
        await log.getByRole('button', { name: 'Send a test' }).click()
        await log.getByText('arrived').waitFor()
        await log.getByRole('button', { name: 'Send again: Test' }).click()
        await log.getByText('Message and answer').click()
        await log.getByText('thanks').waitFor()
        assert.deepEqual(await findings(page), [])
        await page.keyboard.press('Escape')

        await item.getByRole('button', { name: 'New secret' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click()
        await page.getByText('The secret before signs beside it').waitFor()
        await page.getByRole('button', { name: 'I have kept it' }).click()
        await item.getByRole('button', { name: 'Deliveries' }).click()
        await log.getByRole('button', { name: 'Send a test' }).click()
        await log.getByText('arrived').nth(1).waitFor()
        assert.deepEqual(
          signatures.map((one) => one.split(' ').length),
          [1, 1, 2]
        )
        await page.keyboard.press('Escape')

        await item.getByRole('button', { name: 'Delete' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
        await item.waitFor({ state: 'detached' })
        assert.deepEqual(watch, { errors: [], outside: [] })
      } finally {
        await close()
        receiver.closeAllConnections()
        receiver.close()
      }
    })
})
