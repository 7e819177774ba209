import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { api } from './support/api.js'
import { automate, move, roofLead, runOf, stagedEntity } from './support/automations.js'
import { becomes, openPage, signIn } from './support/browser.js'

const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`)
const panel = (page: Page) => page.getByRole('tabpanel')
const toast = (page: Page, text: string | RegExp) =>
  page.locator('[data-slot="title"]').filter({ hasText: text }).first()

/** Chooses in the list that opens below a field. */
async function choose(page: Page, option: string) {
  await page.getByRole('option', { name: option, exact: true }).click()
}

test.group('Automations', () => {
  test('built by mouse and keyboard, switched on, it sells a lead that reaches a stage', async ({
    assert,
  }) => {
    await stagedEntity()
    const { page } = await openPage()
    await signIn(page)
    await page.goto('/automations?new=1')
    await page.getByRole('radio', { name: 'Empty' }).click()
    await page.getByRole('combobox', { name: 'About' }).click()
    await choose(page, 'Roof lead')
    await page.getByLabel('Name').fill('Sell the qualified')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.waitForURL('**/automations/sell-the-qualified')

    // What sets it off, by mouse.
    await page.getByRole('button', { name: 'Choose what sets it off' }).click()
    await panel(page).getByRole('radio', { name: 'Stage changed' }).click()
    await panel(page).getByLabel('To', { exact: true }).click()
    await choose(page, 'Qualified')
    await page.locator('[data-start]').getByText('to Qualified').waitFor()

    // What it does, by keyboard: out of the panel back to the start card, and from there the first step.
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.locator('[data-start]:focus').waitFor()
    await page.keyboard.press('n')
    await page.getByRole('dialog').getByRole('combobox').fill('distri')
    await page.keyboard.press('Enter')
    await card(page, 'distribute').waitFor()
    await panel(page).getByLabel('Profile').click()
    await choose(page, 'Roof US')
    await card(page, 'distribute').getByText('Roof US').waitFor()

    await page.keyboard.press('Control+s')
    await toast(page, 'Draft saved').waitFor()
    await page.getByRole('button', { name: 'Publish' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Switch it on').waitFor()
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('switch', { name: 'Sell the qualified is on', checked: true }).waitFor()

    // A lead reaches the stage by the API.
    const lead = await roofLead()
    await move(lead, 'qualified')
    await runOf('sell-the-qualified', 'done')
    await page.getByRole('link', { name: 'Runs', exact: true }).click()
    await page
      .getByRole('row', { name: /Rita Roof/ })
      .getByText('Done')
      .waitFor()
    await page
      .getByRole('row', { name: /Rita Roof/ })
      .getByRole('link')
      .first()
      .click()
    await page.getByText('Ran the profile Roof US').waitFor()
    await page.getByText('The lead was moved to another stage').waitFor()
    const triggers = async () =>
      (await api('GET', `/leads/${lead}`)).distributions.map(
        ({ trigger }: { trigger: string }) => trigger
      )
    await becomes(assert, triggers, ['automation'])

    // The lead says so too.
    await page.goto(`/leads/${lead}`)
    await page
      .getByRole('region', { name: 'Automations' })
      .getByRole('link', { name: 'Sell the qualified' })
      .waitFor()
  }).timeout(90_000)

  test('the test on a lead walks it and does nothing', async ({ assert }) => {
    await automate('walk-it', {
      trigger: { type: 'stage_changed', to: 'closed', ports: { out: 'ask' } },
      ask: {
        type: 'condition',
        rule: { all: [{ field: 'state', operator: 'equals', value: 'CA' }] },
        ports: { yes: 'to_qualified', no: 'rest' },
      },
      to_qualified: { type: 'change_stage', stage: 'qualified' },
      rest: { type: 'assign' },
    })
    const lead = await roofLead({ name: 'Tessa Tried' })
    const { page } = await openPage()
    await signIn(page)
    await page.goto('/automations/walk-it')
    await card(page, 'ask').waitFor()
    await page.getByRole('button', { name: 'Test on a lead' }).click()
    await panel(page).getByText('Tessa Tried').click()
    await panel(page).getByRole('button', { name: 'Test', exact: true }).click()
    await panel(page).getByText('would move it to qualified').waitFor()
    assert.equal(await card(page, 'to_qualified').getAttribute('data-tone'), 'on')
    assert.isNull(await card(page, 'rest').getAttribute('data-tone'))
    assert.equal((await api('GET', `/leads/${lead}`)).stage, 'new')
  }).timeout(60_000)

  test('two that set each other off are stopped, and the run says by which way', async () => {
    await automate('forth', {
      trigger: { type: 'stage_changed', to: 'left', ports: { out: 'go' } },
      go: { type: 'change_stage', stage: 'right' },
    })
    await automate('back', {
      trigger: { type: 'stage_changed', from: 'left', to: 'right', ports: { out: 'go' } },
      go: { type: 'change_stage', stage: 'left' },
    })
    const lead = await roofLead({ name: 'Lou Loop' })
    await move(lead, 'left')
    const { id } = await runOf('forth', 'stopped')
    const { page } = await openPage()
    await signIn(page)
    await page.goto(`/automation-runs/${id}`)
    await page.getByText('Stopped: it caused itself again.').waitFor()
    const chain = page.getByRole('navigation', { name: 'The runs it came from' })
    await chain.getByRole('link', { name: 'Auto forth' }).waitFor()
    await chain.getByRole('link', { name: 'Auto back' }).click()
    await page.getByText('Moved it to left').waitFor()
    await api('POST', '/automations/forth/off', { waiting: 'cancel' })
    await api('POST', '/automations/back/off', { waiting: 'cancel' })
  }).timeout(60_000)

  test('a run that failed goes on from the step somebody chooses', async () => {
    await automate('retried', {
      trigger: { type: 'stage_changed', to: 'calling', ports: { out: 'mail' } },
      mail: { type: 'email', to: 'assignee', subject: 'Yours', text: 'Call them' },
    })
    const lead = await roofLead({ name: 'Rene Retried' })
    await move(lead, 'calling')
    const { id } = await runOf('retried', 'failed')
    await api('PATCH', `/leads/${lead}`, { assignee: 'rene@team.example' })
    const { page } = await openPage()
    await signIn(page)
    await page.goto(`/automation-runs/${id}`)
    await page.getByText('the lead has no assignee with an address').first().waitFor()
    await page.getByRole('button', { name: 'Go on from E-mail' }).click()
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('Wrote to rene@team.example').waitFor()
  }).timeout(60_000)

  test('switching off asks what becomes of the runs under way', async () => {
    await automate('pausing', {
      trigger: { type: 'stage_changed', to: 'resting', ports: { out: 'wait' } },
      wait: { type: 'delay', minutes: 600 },
    })
    await move(await roofLead({ name: 'Wendy Waits' }), 'resting')
    await runOf('pausing', 'waiting')
    const { page } = await openPage()
    await signIn(page)
    await page.goto('/automations')
    const row = page.getByRole('row', { name: /Auto pausing/ })
    await row.getByRole('switch').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 run is under way').waitFor()
    await dialog.getByRole('button', { name: 'Stop them' }).click()
    await toast(page, 'Off').waitFor()
    await runOf('pausing', 'stopped')
    await row.getByRole('switch', { checked: false }).waitFor()
  }).timeout(60_000)
})
