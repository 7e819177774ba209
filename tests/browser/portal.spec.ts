import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage, signIn } from './support/browser.js'
import { postThrough } from './support/own_profile.js'
import {
  acceptInvitation,
  enterPortal,
  invite,
  issueInvoice,
  ownPartner,
} from './support/portal.js'

const isTooWide = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

for (const width of [1440, 390])
  test.group(`A partner’s first day at ${width} pixels`, () => {
    test('invitation, password, leads, accept, export, return, login, invoice', async ({
      assert,
    }) => {
      const key = `day-${width}`
      await ownPartner(key)
      const team = await openPage()
      await signIn(team.page)
      const email = `buyer-${width}@day.example`
      const link = await invite(team.page, key, email)
      for (const name of ['Willi', 'Wilma'])
        await postThrough(key, {
          name: `${name} Waits ${width}`,
          state: 'CA',
          monthly_bill: 240,
          email: `${name.toLowerCase()}-${width}@mail.example`,
        })

      const buyer = await openPage({ viewport: { width, height: 900 } })
      const { page } = buyer
      await page.goto(link)
      await page.getByLabel('New password').waitFor()
      assert.deepEqual(await findings(page), [], 'the invitation')
      await acceptInvitation(page, link)
      await page.getByText('2 leads wait for your decision').click()
      await page.getByRole('link', { name: `Wilma Waits ${width}` }).click()
      await page.getByRole('button', { name: 'Accept for $31.00' }).click()
      await page.getByText('The lead is yours.').first().waitFor()
      // What waits next is one step away.
      await page.getByRole('link', { name: 'Open the next one' }).click()
      await page.getByRole('heading', { name: `Willi Waits ${width}` }).waitFor()
      await page.getByRole('button', { name: 'Reject' }).click()
      await page.getByLabel('Reason').fill('Nobody answers')
      await page.getByRole('button', { name: 'Reject' }).click()
      await page.getByText('You did not take this lead').waitFor()

      await page.getByRole('link', { name: 'All leads' }).click()
      for (const [item, end] of [
        ['CSV file', 'csv'],
        ['Excel workbook', 'xlsx'],
      ]) {
        await page.getByRole('button', { name: 'Export' }).click()
        const saving = page.waitForEvent('download')
        await page.getByRole('menuitem', { name: item }).click()
        const name = (await saving).suggestedFilename()
        assert.match(name, new RegExp(`^leads-\\d{4}-\\d\\d-\\d\\d\\.${end}$`))
      }

      await page.goto('/portal/settings/notifications')
      await page.getByRole('combobox', { name: 'New lead to decide about' }).click()
      await page.getByRole('option', { name: 'Once a day' }).click()
      await page.getByText('Saved', { exact: true }).first().waitFor()
      await page.reload()
      await page
        .getByRole('combobox', { name: 'New lead to decide about' })
        .filter({ hasText: 'Once a day' })
        .waitFor()
      await page.goto('/portal/leads')

      await page.getByRole('link', { name: `Wilma Waits ${width}` }).click()
      await page.getByRole('button', { name: 'Give back' }).click()
      await page.getByRole('combobox', { name: 'Reason' }).click()
      await page.getByRole('option').first().click()
      await page.locator('input[type=file]').setInputFiles({
        ...{ name: 'call.txt', mimeType: 'text/plain', buffer: Buffer.from('number unknown') },
      })
      await page.getByRole('button', { name: 'Ask to give it back' }).click()
      await page.getByText('Waits for a decision').first().waitFor()

      await page.getByRole('link', { name: 'call.txt' }).waitFor()

      // The next day: the operator has invoiced, the buyer signs in anew and takes the document along.
      const { id, number } = await issueInvoice(key)
      await page.getByRole('button', { name: email }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.waitForURL('**/portal/login')
      await enterPortal(page, email)
      await page.getByRole('link', { name: 'Invoices', exact: true }).click()
      await page.getByRole('link', { name: new RegExp(`^${number}`) }).click()
      await page.getByRole('heading', { name: `Invoice ${number}` }).waitFor()
      await page.getByRole('cell', { name: '$31.00' }).first().waitFor()
      const saving = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download PDF' }).click()
      assert.match((await saving).suggestedFilename(), /\.pdf$/)

      const pages = [
        `invoices/${id}`,
        'leads',
        'invoices',
        'analytics',
        'settings',
        'people',
        'settings/notifications',
        'settings/security',
      ]
      for (const path of [...pages, `leads/${await idOf(page)}`]) {
        await page.goto(`/portal/${path}`)
        await page.locator('h1').first().waitFor()
        await page.waitForLoadState('networkidle')
        assert.deepEqual(await findings(page), [], path)
        assert.isFalse(await isTooWide(page), `${path} is wider than the window`)
      }
      assert.deepEqual(buyer.watch, { errors: [], outside: [] })
      await buyer.close()
      await team.close()
    })
  })

/** The id of the lead at the top of the list. */
async function idOf(page: Page) {
  await page.goto('/portal/leads')
  const href = await page.locator('[data-lead] a').first().getAttribute('href')
  return href!.split('/').at(-1)!
}
