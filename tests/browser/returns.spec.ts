import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { becomes, openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { ownPartner } from './support/portal.js'
import { postThrough } from './support/own_profile.js'

const KEY = 'gives-back'
const TERMS = { days: 7, reasons: ['invalid_phone', 'wrong_person'], decide_days: 5 }

/** Sells a lead to the test's own partner; resolves with its lead and delivery. */
async function sell(name: string) {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}-${Date.now()}@mail.example`
  const lead = await postThrough(KEY, { name, email, state: 'CA', monthly_bill: 240 })
  return { lead: lead.id, delivery: lead.distributions[0].deliveries[0].id }
}

/** Asks for a sale to be taken back, as a partner's software does. */
async function ask(delivery: string) {
  const { url, token } = builtApp()
  const answer = await fetch(`${url}/api/v1/returns`, {
    method: 'POST',
    headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ delivery, reason: 'wrong_person' }),
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
}

/** Asked, approved, taken back of the test's partner; the page of statistics is open. */
async function numbersOf(page: Page) {
  await page.goto('/returns/statistics')
  const row = page.getByRole('row', { name: `Partner ${KEY}` })
  await row.waitFor()
  const cells = row.getByRole('cell')
  const [asked, , approved, returned] = await cells.allInnerTexts()
  return { asked, approved, returned }
}

test.group('Returns', () => {
  test('one with its evidence is approved, one refused, the rest at once', async ({ assert }) => {
    await ownPartner(KEY, { accept_reject: false, returns: TERMS })
    const first = await sell('Rosa Returned')
    const { page, watch, close } = await openPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page)

    // Recorded by the team with a picture of what is wrong.
    await page.goto(`/leads/${first.lead}`)
    await page.getByRole('button', { name: 'Return', exact: true }).click()
    const form = page.getByRole('dialog', { name: `Partner ${KEY} gives the lead back` })
    await form.getByRole('combobox', { name: 'Reason' }).click()
    await page.getByRole('option', { name: 'Phone number does not work' }).click()
    await form.getByLabel('Note').fill('Called three times')
    await form.getByLabel('Evidence').setInputFiles({
      ...{ name: 'calls.txt', mimeType: 'text/plain' },
      buffer: Buffer.from('09:00 no such number'),
    })
    await form.getByRole('button', { name: 'Record return' }).click()
    await page.getByText('Recorded: $31.00 waits for a decision').first().waitFor()
    for (const name of ['Rudi Refused', 'Mia Many', 'Max Many', 'Moe Many'])
      await ask((await sell(name)).delivery)

    const before = await numbersOf(page)
    assert.deepEqual(before, { asked: '5', approved: '0', returned: '$0.00' })

    await page.goto(`/returns?status=waiting&partner=${KEY}`)
    const rows = page.locator('[data-row]')
    await becomes(assert, () => rows.count(), 5)
    await rows.filter({ hasText: 'Rosa Returned' }).click()
    const panel = page.getByRole('dialog', { name: 'Rosa Returned' })
    await panel.getByText('Called three times').waitFor()
    const saving = page.waitForEvent('download')
    await panel.getByRole('link', { name: /calls\.txt/ }).click()
    assert.equal((await saving).suggestedFilename(), 'calls.txt')
    await panel.getByRole('button', { name: 'Approve' }).click()
    await page.getByText('Approved: $31.00 taken back').first().waitFor()
    await becomes(assert, () => rows.count(), 4)

    // The next one lies under the same keys, and the queue is free beside it.
    await rows.filter({ hasText: 'Rudi Refused' }).click()
    await page.getByRole('dialog', { name: 'Rudi Refused' }).waitFor()
    await page.keyboard.press('r')
    const refusal = page.getByRole('dialog', { name: 'Refuse 1 return' })
    await refusal.getByLabel('Reason').fill('The number was reached today')
    await refusal.getByRole('button', { name: 'Refuse' }).click()
    await page.getByText('Refused: $31.00 stays').first().waitFor()
    await becomes(assert, () => rows.count(), 3)

    await page.getByRole('dialog').first().waitFor()
    await page.getByLabel('Select all').check()
    const bar = page.locator('[data-bulk]')
    await bar.getByText('3 chosen · $93.00').waitFor()
    await bar.getByRole('button', { name: 'Approve' }).click()
    await page.getByText('3 returns approved').first().waitFor()
    await becomes(assert, () => rows.count(), 0)
    await becomes(assert, () => page.getByRole('dialog').count(), 0)

    await page.goto(`/returns?status=refused&partner=${KEY}`)
    await rows.filter({ hasText: 'Rudi Refused' }).click()
    await page.getByText('The number was reached today').waitFor()
    const told = await numbersOf(page)
    assert.deepEqual(told, { asked: '5', approved: '4', returned: '$124.00' })
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
