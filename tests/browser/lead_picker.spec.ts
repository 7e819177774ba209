import { test } from '@japa/runner'
import { becomes, openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

const lead = (name: string) => ({
  name,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@pick.example`,
  state: 'CA',
  monthly_bill: 240,
})

/** The rule lab, with a stored lead to try a rule on about to be chosen. */
async function openPicker() {
  const opened = await openPage()
  const { page } = opened
  await signIn(page)
  await page.goto('/rules')
  await page.getByRole('combobox', { name: 'Sample lead' }).click()
  await page.getByRole('option', { name: 'a past lead' }).click()
  const field = page.getByRole('combobox', { name: 'Choose a past lead' })
  await field.waitFor()
  return { ...opened, field }
}

test.group('Picking a stored lead', () => {
  test('is found by a part of its name, chosen by keyboard, and changed again', async ({
    assert,
  }) => {
    await postLead(lead('Pia Picker'))
    await postLead(lead('Paul Picker'))
    const { page, field, watch, close } = await openPicker()
    const options = page.getByRole('option')
    await field.fill('picker')
    await options.filter({ hasText: 'Pia Picker' }).waitFor()
    await becomes(assert, () => options.count(), 2)
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { selected: true, name: /Pia Picker/ }).waitFor()
    await page.keyboard.press('Enter')
    // The focus goes on with the choice, and comes back to the field.
    const change = page.getByRole('button', { name: 'Choose another' })
    await change.waitFor()
    assert.equal(await field.count(), 0)
    assert.equal(await page.getByText('Pia Picker').count(), 1)
    await becomes(assert, () => change.evaluate((one) => one.matches(':focus')), true)
    await page.keyboard.press('Enter')
    await field.waitFor()
    await becomes(assert, () => field.evaluate((one) => one.matches(':focus')), true)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('Enter right after the last letter takes what was typed, not what is still shown', async ({
    assert,
  }) => {
    await postLead(lead('Quick Typist'))
    await postLead(lead('Newest Of All'))
    const { page, field, close } = await openPicker()
    await page.getByRole('option', { name: /Newest Of All/ }).waitFor()
    await field.pressSequentially('quick typ')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Choose another' }).waitFor()
    assert.equal(await page.getByText('Quick Typist').count(), 1)
    assert.equal(await page.getByText('Newest Of All').count(), 0)
    await close()
  })

  test('says when nothing is called so, and when the server cannot be asked', async () => {
    await postLead(lead('Some Lead'))
    const { page, field, close } = await openPicker()
    await field.fill('nobody at all')
    await page.getByText('No lead matches “nobody at all”').waitFor()
    await page.route('**/leads/pick*', (route) => route.abort())
    await field.fill('some')
    await page.getByText('No connection to the server.').waitFor()
    await page.unroute('**/leads/pick*')
    await field.fill('some lead')
    await page.getByRole('option', { name: /Some Lead/ }).waitFor()
    await close()
  })
})
