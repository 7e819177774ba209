import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

test.group('The story of a lead', () => {
  test('from today to why each partner got it or not, to the request, the answer and the money', async ({
    assert,
  }) => {
    await postLead({
      name: 'Maria Gonzales',
      email: 'maria@mail.example',
      state: 'CA',
      monthly_bill: 240,
    })
    const { page, watch, close } = await openPage()
    await signIn(page)
    assert.isTrue(await page.getByLabel('Figures of today').getByText('$25.00').first().isVisible())

    await page.getByRole('link', { name: 'Maria Gonzales' }).first().click()
    await page.getByRole('heading', { name: 'Maria Gonzales' }).waitFor()
    const story = page.getByLabel('What happened to this lead')

    // The condition that failed is open without a click, with what the lead had.
    const failed = story.getByRole('row', { name: 'State is one of NV, TX' })
    assert.isTrue(await failed.isVisible())
    assert.match((await failed.textContent())!, /has CA/)

    await story.getByText('Attempt 1').click()
    assert.match(
      (await story.getByLabel('request', { exact: true }).textContent())!,
      /maria@mail\.example/
    )
    assert.match((await story.getByLabel('answer', { exact: true }).textContent())!, /buyer-77/)
    assert.isTrue(await story.getByRole('heading', { name: '$25.00 booked' }).isVisible())
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a lead nobody was eligible for says so', async ({ assert }) => {
    const lead = await postLead({
      name: 'Low Bill',
      email: 'low@mail.example',
      state: 'CA',
      monthly_bill: 40,
    })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${lead.id}`)
    await page.getByRole('heading', { name: 'Nothing booked' }).waitFor()
    assert.isTrue(
      await page.getByRole('row', { name: 'Monthly bill is more than 100' }).isVisible()
    )
    assert.deepEqual(watch, { errors: [], outside: [] })
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
    assert.isTrue(await page.getByRole('heading', { name: 'There is nothing here' }).isVisible())
    await close()
  })
})
