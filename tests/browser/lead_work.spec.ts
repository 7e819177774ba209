import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'
import { teamMate } from './support/team_mate.js'

let made = 0
const someLead = (name: string) =>
  postLead({ name, email: `work-${++made}@mail.example`, state: 'CA', monthly_bill: 240 })

const unread = (page: Page) =>
  page.getByRole('button', { name: /^Notifications, [1-9]\d* unread$/ })

test.group('Work on a lead', () => {
  test('a colleague is mentioned by keyboard alone, and is told', async ({ assert }) => {
    const mate = await teamMate('Mia Stone')
    const lead = await someLead('Nora Note')
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${lead.id}?tab=events`)
    const box = page.getByRole('textbox', { name: 'New note' })
    await box.focus()
    await page.keyboard.type('Please call back, @mia')
    const people = page.getByRole('listbox', { name: 'People of the team' })
    await people.getByRole('option', { name: /Mia Stone/ }).waitFor()
    assert.deepEqual(await findings(page), [])
    // Esc closes the list and nothing else; typing on opens it again.
    await page.keyboard.press('Escape')
    await people.waitFor({ state: 'hidden' })
    await page.keyboard.type(' ')
    await page.keyboard.press('Backspace')
    await people.waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    assert.equal(await box.inputValue(), 'Please call back, @Mia Stone ')
    await page.keyboard.type('today')
    await page.keyboard.press('Enter')
    await page.keyboard.type('<b>see</b> https://example.com/offer')
    await page.keyboard.press('Control+Enter')

    const entry = page.getByRole('listitem').filter({ hasText: 'Please call back' })
    await entry.getByText('@Mia Stone').waitFor()
    assert.equal(await box.inputValue(), '')
    assert.equal(await entry.locator('b').count(), 0, 'what looks like markup is text')
    const link = entry.getByRole('link', { name: 'https://example.com/offer' })
    assert.equal(await link.getAttribute('rel'), 'noopener noreferrer nofollow')
    await page.getByRole('button', { name: 'You watch this lead, 2 watchers' }).waitFor()

    await entry.getByRole('button', { name: /^Edit the note/ }).click()
    const change = page.getByRole('textbox', { name: 'Change the note' })
    await change.fill('Please call back, @Mia Stone at noon')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('at noon').waitFor()
    await page.getByText('edited').waitFor()

    await page.getByRole('button', { name: 'Distribution', exact: true }).click()
    await page.getByText('at noon').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Notes and tasks' }).click()
    await page.getByText('at noon').waitFor()

    const theirs = await openPage()
    await mate.signIn(theirs.page)
    await unread(theirs.page).waitFor({ timeout: 45_000 })
    await unread(theirs.page).click()
    await theirs.page.getByRole('link', { name: /mentioned you in a note/ }).click()
    await theirs.page.waitForURL(`**/leads/${lead.id}?tab=events`)
    await theirs.page.getByText('at noon').waitFor()
    assert.equal(
      await theirs.page.getByRole('button', { name: /^Edit the note/ }).count(),
      0,
      'it is not theirs'
    )
    assert.deepEqual(
      [watch, theirs.watch],
      [
        { errors: [], outside: [] },
        { errors: [], outside: [] },
      ]
    )
    await theirs.close()
    await close()
  })

  for (const width of [1440, 390])
    test(`at ${width}, a task goes from the lead over the list to done`, async ({ assert }) => {
      const title = `Send the offer ${width}`
      const lead = await someLead(`Tara Task ${width}`)
      const { page, watch, close } = await openPage({ viewport: { width, height: 844 } })
      await signIn(page)
      await page.goto(`/leads/${lead.id}`)
      const box = page.getByRole('region', { name: 'Tasks' })
      await box.getByText('Nothing to do here.').waitFor()
      await box.getByRole('button', { name: 'New task' }).click()
      await box.getByRole('button', { name: 'Add task' }).click()
      await box.getByText('Say what is to be done.').waitFor()
      await box.getByRole('textbox', { name: 'Task' }).fill(title)
      await box.getByLabel('Due date').fill('2026-01-05')
      assert.deepEqual(await findings(page), [])
      await box.getByRole('button', { name: 'Add task' }).click()
      await box.getByText('Overdue · 5 Jan 2026').waitFor()

      await page.goto('/tasks')
      const group = page.getByRole('region', { name: 'Overdue' })
      const row = group.getByRole('listitem').filter({ hasText: title })
      await row.waitFor()
      assert.deepEqual(await findings(page), [])
      // Changed in its place: it moves where it belongs.
      await row.getByRole('button', { name: `Edit “${title}”` }).click()
      await page.getByLabel('Due date').fill('')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      const undated = page
        .getByRole('region', { name: 'No date' })
        .getByRole('listitem')
        .filter({ hasText: title })
      await undated.waitFor()

      // The lead opens beside it.
      await undated.getByRole('link', { name: `Tara Task ${width}` }).click()
      const panel = page.getByRole('dialog', { name: `Tara Task ${width}` })
      await panel.getByRole('checkbox', { name: title }).waitFor()
      await panel.getByRole('textbox', { name: 'New note' }).fill('Offer is written')
      await panel.getByRole('button', { name: 'Add note' }).click()
      await panel.getByText('Offer is written').waitFor()
      await panel.getByRole('button', { name: 'Close' }).click()
      await panel.waitFor({ state: 'hidden' })

      await undated.getByRole('checkbox', { name: title }).check()
      await page.getByRole('link', { name: 'Done', exact: true }).click()
      const done = page.getByRole('listitem').filter({ hasText: title })
      await done.waitFor()
      assert.isTrue(await done.getByRole('checkbox', { name: title }).isChecked())
      await page.goto(`/leads/${lead.id}?tab=events`)
      await page.getByText(`Task done: ${title}`).waitFor()
      assert.deepEqual(watch, { errors: [], outside: [] })
      await close()
    })

  test('what is refused is put back, and said', async ({ assert }) => {
    const lead = await someLead('Rita Refused')
    const { page, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${lead.id}`)
    const box = page.getByRole('region', { name: 'Tasks' })
    await box.getByRole('button', { name: 'New task' }).click()
    await box.getByRole('textbox', { name: 'Task' }).fill('Call')
    await box.getByRole('button', { name: 'Add task' }).click()
    const tick = box.getByRole('checkbox', { name: 'Call' })
    await tick.waitFor()
    await page.route('**/tasks/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue()
    )
    await tick.click()
    await page.getByText('This did not work', { exact: true }).waitFor()
    assert.isFalse(await tick.isChecked())
    await close()
  })

  test('the lead is taken, and the assignee watches it', async ({ assert }) => {
    const lead = await someLead('Alma Assigned')
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${lead.id}?tab=events`)
    await page.getByRole('button', { name: 'Assign to me' }).click()
    await page.getByRole('button', { name: 'You watch this lead, 1 watcher' }).click()
    await page.getByRole('menuitem', { name: 'Stop watching' }).click()
    await page.getByRole('button', { name: '0 watchers', exact: true }).waitFor()
    await page
      .getByText(/^Assigned to /)
      .first()
      .waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
