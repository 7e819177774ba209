import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

test.group('The page of a lead', () => {
  test('why it went to its partner: the condition that failed, the request, the answer, the money', async ({
    assert,
  }) => {
    const lead = await postLead({
      name: 'Maria Gonzales',
      email: 'maria@mail.example',
      state: 'CA',
      monthly_bill: 240,
    })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${lead.id}`)
    await page.getByRole('heading', { name: 'Maria Gonzales' }).waitFor()
    const story = page.getByLabel('What happened to this lead')
    await story.getByText('SunCo bought it for $25.00').waitFor()

    // The condition that failed is open without a click, with what the lead had.
    const failed = story.getByRole('row', { name: 'State is one of NV, TX' })
    await failed.waitFor()
    assert.match((await failed.textContent())!, /has CA/)

    await story.getByText('Attempt 1').click()
    const sent = story.getByRole('region', { name: 'Request: Body' })
    assert.match((await sent.textContent())!, /maria@mail\.example/)
    assert.match(
      (await story.getByRole('region', { name: 'Answer: Body' }).textContent())!,
      /buyer-77/
    )
    await story.getByText('Accepted, by the status alone: HTTP 200').waitFor()
    await story.getByRole('heading', { name: '$25.00 booked' }).waitFor()

    await page.getByRole('link', { name: 'Timeline', exact: true }).click()
    await page.getByText('SunCo bought it').waitFor()
    await page.getByText('Arrived from browser-test').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('why not another one, from its row and from the search, by keyboard alone', async ({
    assert,
  }) => {
    const lead = await postLead({
      name: 'Why Not',
      email: 'why@mail.example',
      state: 'CA',
      monthly_bill: 240,
    })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${lead.id}`)
    await page.getByRole('button', { name: 'Why not Volt & Sons?' }).click()
    const panel = page.getByRole('dialog', { name: 'Why not Volt & Sons?' })
    await panel.getByText('State is CA, needs one of NV, TX.').waitFor()
    await panel.getByText('State: one of NV, TX instead of CA').waitFor()
    await panel.getByText('asked first, at $20.00').first().waitFor()
    await panel.getByText('Filter of the assignment: State may be CA too').waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    // The panel gives the focus back to where it was opened from.
    await page.locator('button:focus', { hasText: 'Why not?' }).waitFor()

    await page.getByRole('combobox', { name: 'Ask why a partner did not get this lead' }).focus()
    await page.getByRole('option', { name: 'Volt & Sons' }).waitFor()
    // Entered at once it means what was typed, not what the list still shows.
    await page.keyboard.type('sun')
    await page.keyboard.press('Enter')
    const asked = page.getByRole('dialog', { name: 'SunCo and this lead' })
    await asked.getByText('Bought it.').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a sale is taken back and its revenue with it; then the lead is distributed again', async ({
    assert,
  }) => {
    const lead = await postLead({
      name: 'Taken Back',
      email: 'back@mail.example',
      state: 'AZ',
      monthly_bill: 300,
    })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${lead.id}`)
    const story = page.getByLabel('What happened to this lead')
    await story.getByRole('heading', { name: '$25.00 booked' }).waitFor()

    await story.getByRole('button', { name: 'Take back' }).click()
    const dialog = page.getByRole('dialog', { name: 'Take back the sale to SunCo' })
    await dialog
      .getByText('$25.00 of revenue is taken back, today. $0.00 of this run stays.')
      .waitFor()
    await dialog.getByRole('combobox', { name: 'Reason' }).click()
    await page.getByRole('option', { name: 'Phone number does not work' }).click()
    await dialog.getByRole('button', { name: 'Take back' }).click()
    await story.getByText('The sale to SunCo was taken back').waitFor()
    await story.getByText('Phone number does not work').waitFor()
    await story.getByRole('heading', { name: 'Nothing booked: the sale was taken back' }).waitFor()

    await page.getByRole('button', { name: 'Distribute again' }).click()
    const panel = page.getByRole('dialog', { name: 'Distribute this lead' })
    await panel.getByText('1 partner would be asked, $25.00 if they buy').waitFor()
    await panel.getByRole('button', { name: 'Distribute now' }).click()
    await story.getByRole('heading', { name: 'Started by hand' }).waitFor()
    await story.getByRole('heading', { name: '$25.00 booked' }).waitFor()
    await story.getByRole('heading', { name: 'Earlier runs' }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a value is changed in place; what is wrong is said at the field', async ({ assert }) => {
    const lead = await postLead({
      name: 'To Change',
      email: 'change@mail.example',
      state: 'CA',
      monthly_bill: 40,
    })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${lead.id}`)
    await page.getByText('Nobody was asked: no partner was eligible').waitFor()
    const facts = page.getByLabel('What it is')
    await facts.getByRole('button', { name: 'Change Monthly bill' }).click()
    await page.getByLabel('Monthly bill', { exact: true }).fill('many')
    await page.keyboard.press('Enter')
    await facts.getByRole('alert').waitFor()
    assert.equal(await facts.getByRole('alert').textContent(), 'This is no number')
    await page.getByLabel('Monthly bill', { exact: true }).fill('175.5')
    await page.keyboard.press('Enter')
    await facts.getByText('175.5').waitFor()
    // The run is explained by the values it saw, not by today's.
    await page.getByRole('row', { name: 'Monthly bill is more than 100' }).waitFor()
    assert.deepEqual(watch.outside, [])
    assert.isTrue(
      watch.errors.every((error) => error.includes('422')),
      watch.errors.join()
    )
    await close()
  })

  test('markup in a value is shown as text', async ({ assert }) => {
    const name = '<img src=x onerror="document.title=1">'
    const lead = await postLead({ name, email: 'x@mail.example', state: 'CA', monthly_bill: 300 })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${lead.id}`)
    const heading = await page.locator('h1').textContent()
    assert.equal(heading?.trim(), name)
    assert.equal(await page.locator('img').count(), 0)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('an id of nobody is a page that says so', async ({ assert }) => {
    const { page, close } = await openPage()
    await signIn(page)
    const answer = await page.goto('/leads/lead_of_somebody_else')
    assert.equal(answer!.status(), 404)
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
    await close()
  })
})
