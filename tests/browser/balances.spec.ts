import { test } from '@japa/runner'
import { applyBlueprint } from './support/apply_blueprint.js'
import { openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { ZONE } from './support/zone.js'

const PARTNER = {
  sluice: 1,
  partners: [{ key: 'prepay', name: 'Prepay Probe', time_zone: ZONE }],
}

test.group('Balances', () => {
  test('terms are saved, money comes in, a mistake is corrected', async ({ assert }) => {
    const { ace, account, url } = builtApp()
    await applyBlueprint(PARTNER)
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`${url}/partners/prepay/balance`)
    await page.getByRole('radio', { name: 'from a balance paid in' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Prepay Probe saved').first().waitFor()

    await page.getByRole('button', { name: 'Record a top-up' }).click()
    await page.getByLabel('Amount').fill('150')
    await page.getByLabel('Reference of the payment').fill('Transfer 4711')
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    const movements = page.getByRole('table')
    await movements.getByText('Transfer 4711').waitFor()
    await movements.getByText('$150.00').waitFor()

    await page.getByRole('button', { name: 'Correct' }).click()
    await page.getByLabel('Amount').fill('-150')
    await page.getByLabel('Reason').fill('Booked twice')
    await page.getByRole('button', { name: 'Correct', exact: true }).click()
    await movements.getByText('Booked twice').waitFor()
    await page.getByText('$0.00').first().waitFor()
    await ace('ledger:check', '--account', account)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
