import { test } from '@japa/runner'
import type { Locator, Page } from 'playwright'
import { api } from './support/api.js'
import { boardEntity, boardLead, moveLead, stageOf } from './support/boards.js'
import { becomes, openPage, signIn } from './support/browser.js'

const column = (page: Page, name: string) =>
  page.getByRole('region', { name: new RegExp(`^${name}, `) })
const card = (within: Page | Locator, name: string) =>
  within.locator('[data-card]', { hasText: name })
const names = (page: Page, stage: string) =>
  column(page, stage).locator('[data-card] .title').allInnerTexts()

/** Takes a card by its middle and lets go of it over a column; `before`: while it is held there. */
async function drag(
  page: Page,
  from: Locator,
  to: Locator,
  before: () => Promise<void> = async () => {}
) {
  const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!]
  await page.mouse.move(start.x + start.width / 2, start.y + 20)
  await page.mouse.down()
  await page.mouse.move(start.x + start.width / 2 + 20, start.y + 30, { steps: 3 })
  await page.mouse.move(end.x + end.width / 2, end.y + 90, { steps: 6 })
  await before()
  await page.mouse.up()
}

async function boardOf(entity: string, options = {}) {
  const opened = await openPage(options)
  await signIn(opened.page)
  await opened.page.goto(`/leads/board?entity=${entity}`)
  return opened
}

test.group('The board', () => {
  test('a card is dragged to another column; what the stage sets off is said before', async ({
    assert,
  }) => {
    const entity = await boardEntity()
    await api('PUT', '/blueprint', {
      sluice: 1,
      profiles: [
        {
          ...{ key: `sell-${entity}`.replaceAll('_', '-'), name: 'Sell roofs', entity },
          ...{ trigger: { stage: 'qualified' }, price: '10.00', strategy: { use: 'first_match' } },
          assignments: [
            { key: 'any', partner: 'sunco', delivery: { use: 'portal', accept_reject: false } },
          ],
        },
      ],
    })
    const id = await boardLead(entity, 'Dora Drag')
    const { page, watch, close } = await boardOf(entity)
    await becomes(assert, () => names(page, 'New'), ['Dora Drag'])
    await column(page, 'Qualified')
      .getByRole('img', { name: 'Sells by profile Sell roofs' })
      .waitFor()
    await drag(page, card(page, 'Dora Drag'), column(page, 'Qualified'), async () => {
      await column(page, 'Qualified')
        .getByText('Sells by profile Sell roofs', { exact: true })
        .waitFor()
    })
    await becomes(assert, () => names(page, 'Qualified'), ['Dora Drag'])
    await column(page, 'New').getByText('No lead stands here.').waitFor()
    await becomes(assert, () => stageOf(id), 'qualified')
    // The sale it set off shows by itself.
    await card(page, 'Dora Drag').getByText('Sold').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('who drags a lead that somebody moved meanwhile is told, and may overrule it', async ({
    assert,
  }) => {
    const entity = await boardEntity()
    const id = await boardLead(entity, 'Connie Conflict')
    const { page, close } = await boardOf(entity)
    await card(page, 'Connie Conflict').waitFor()
    await drag(page, card(page, 'Connie Conflict'), column(page, 'Lost'), () =>
      moveLead(id, 'qualified')
    )
    await becomes(assert, () => names(page, 'Qualified'), ['Connie Conflict'])
    await page
      .getByText(/moved this lead to Qualified .* It stays there\./)
      .first()
      .waitFor()
    assert.deepEqual(await names(page, 'Lost'), [])
    assert.equal(await stageOf(id), 'qualified')
    await page.getByRole('button', { name: 'Move to Lost anyway' }).click()
    await becomes(assert, () => names(page, 'Lost'), ['Connie Conflict'])
    await becomes(assert, () => stageOf(id), 'lost')
    await close()
  })

  test('a move that fails puts the card back; Esc drops nothing', async ({ assert }) => {
    const entity = await boardEntity()
    const id = await boardLead(entity, 'Finn Failed')
    await boardLead(entity, 'Fay First')
    const { page, close } = await boardOf(entity)
    await card(page, 'Finn Failed').waitFor()
    await page.route('**/stage', (route) => route.abort())
    await drag(page, card(page, 'Finn Failed'), column(page, 'Won'))
    await page.getByText('This did not work').first().waitFor()
    await becomes(assert, () => names(page, 'New'), ['Fay First', 'Finn Failed'])
    await page.unroute('**/stage')
    await drag(page, card(page, 'Finn Failed'), column(page, 'Won'), () =>
      page.keyboard.press('Escape')
    )
    assert.deepEqual(await names(page, 'New'), ['Fay First', 'Finn Failed'])
    assert.equal(await stageOf(id), 'new')
    await close()
  })

  test('all of it works by keyboard', async ({ assert }) => {
    const entity = await boardEntity()
    const older = await boardLead(entity, 'Kim Older')
    const newer = await boardLead(entity, 'Kai Newer')
    await boardLead(entity, 'Kit Won', 'won')
    const { page, watch, close } = await boardOf(entity)
    const focused = () => page.locator(':focus .title').innerText()
    await card(page, 'Kai Newer').focus()
    await page.keyboard.press('ArrowDown')
    await becomes(assert, focused, 'Kim Older')
    // Over the empty column to the next with a card, and back.
    await page.keyboard.press('ArrowRight')
    await becomes(assert, focused, 'Kit Won')
    await page.keyboard.press('ArrowLeft')
    await becomes(assert, focused, 'Kai Newer')
    await page.keyboard.press(']')
    await page.getByText('Moved to Qualified').waitFor({ state: 'attached' })
    await becomes(assert, () => names(page, 'Qualified'), ['Kai Newer'])
    await becomes(assert, focused, 'Kai Newer')
    await page.keyboard.press('Shift+ArrowRight')
    await becomes(assert, () => stageOf(newer), 'won')
    await becomes(assert, focused, 'Kai Newer')
    await page.keyboard.press('[')
    await becomes(assert, () => stageOf(newer), 'qualified')
    await becomes(assert, focused, 'Kai Newer')
    // A stage of the other pipeline, by the menu: the card leaves this board.
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: 'Site visit' }).click()
    await becomes(assert, () => stageOf(newer), 'visit')
    await becomes(assert, () => names(page, 'Qualified'), [])
    await card(page, 'Kim Older').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Kim Older' }).waitFor()
    assert.equal(await stageOf(older), 'new')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('what others move appears by itself', async ({ assert }) => {
    const entity = await boardEntity()
    const id = await boardLead(entity, 'Lou Live')
    const { page, close } = await boardOf(entity)
    await card(page, 'Lou Live').waitFor()
    await moveLead(id, 'won')
    await becomes(assert, () => names(page, 'Won'), ['Lou Live'])
    await boardLead(entity, 'Lea Arrived')
    await becomes(assert, () => names(page, 'New'), ['Lea Arrived'])
    await column(page, 'New').getByText('1', { exact: true }).waitFor()
    await close()
  })

  test('a long column has the cards in view on the page, and more as one scrolls', async ({
    assert,
  }) => {
    const entity = await boardEntity()
    for (let i = 1; i <= 65; i++) await boardLead(entity, `Long ${String(i).padStart(2, '0')}`)
    const { page, close } = await boardOf(entity)
    await card(page, 'Long 65').waitFor()
    assert.isBelow(await page.locator('[data-card]').count(), 25)
    const body = column(page, 'New').locator('.body')
    await becomes(
      assert,
      async () => {
        await body.evaluate((el) => el.scrollTo(0, el.scrollHeight))
        return card(page, 'Long 01').isVisible()
      },
      true
    )
    assert.isBelow(await page.locator('[data-card]').count(), 25)
    await close()
  })

  test('a filter, a pipeline and the layout go along between table, board and a saved view', async ({
    assert,
  }) => {
    const entity = await boardEntity()
    await boardLead(entity, 'Vera View')
    await boardLead(entity, 'Vic Visit', 'visit')
    const { page, watch, close } = await boardOf(entity)
    await page.getByLabel('Search leads').fill('vera')
    await page.waitForURL(/q=vera/)
    await becomes(assert, () => names(page, 'New'), ['Vera View'])
    await page.getByRole('link', { name: 'Table' }).click()
    await page.waitForURL(/\/leads\?.*q=vera/)
    await page.getByRole('row', { name: 'Vera View' }).waitFor()
    await page.getByRole('link', { name: 'Board', exact: true }).click()
    await page.waitForURL(/\/leads\/board\?.*q=vera/)
    await page.getByLabel('Search leads').fill('')
    await page.waitForURL((url) => !url.searchParams.has('q'))
    await page.getByLabel('Pipeline', { exact: true }).click()
    await page.getByRole('option', { name: 'Care' }).click()
    await becomes(assert, () => names(page, 'Site visit'), ['Vic Visit'])
    await page.getByRole('button', { name: /^View “/ }).click()
    await page.getByRole('menuitem', { name: 'Save as a view' }).click()
    const name = `Care ${entity}`
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('link', { name }).waitFor()
    await page.goto('/leads')
    await page.getByRole('link', { name }).click()
    await page.waitForURL(/\/leads\/board/)
    await becomes(assert, () => names(page, 'Site visit'), ['Vic Visit'])
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a phone shows one column at a time, with the stages above', async ({ assert }) => {
    const entity = await boardEntity()
    const id = await boardLead(entity, 'Pia Phone')
    const { page, watch, close } = await boardOf(entity, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    })
    await card(page, 'Pia Phone').waitFor()
    assert.equal(await page.locator('section[data-stage]').count(), 1)
    const wide = () => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
    assert.isFalse(await wide())
    await page.getByRole('button', { name: 'Move Pia Phone' }).click()
    await page.getByRole('menuitem', { name: 'Won' }).click()
    await becomes(assert, () => stageOf(id), 'won')
    await page.getByRole('button', { name: /^Won/ }).click()
    await card(page, 'Pia Phone').waitFor()
    assert.isFalse(await wide())
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('pipelines are edited by hand on the page of the entity', async ({ assert }) => {
    const entity = await boardEntity('Edited lead')
    await boardLead(entity, 'Ed Edited', 'review')
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/entities/${entity}`)
    const save = page
      .getByRole('region', { name: 'Unsaved changes' })
      .getByRole('button', { name: 'Save' })
    await page.getByRole('button', { name: 'Add stage' }).first().click()
    await page.getByLabel('Stage 5').fill('Called back')
    assert.equal(await page.getByLabel('Key of Called back').inputValue(), 'called_back')
    const handle = page.getByRole('button', { name: /^Move Called back/ })
    await handle.focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Home')
    await page.getByRole('button', { name: 'Colour of Called back' }).click()
    await page.getByRole('button', { name: 'Amber', exact: true }).click()
    // A stage with a lead in it goes: the page says so before it saves.
    await page.getByRole('button', { name: 'Remove Review' }).click()
    await save.click()
    await page.getByText('1 lead is in the stage Review').waitFor()
    await page.getByRole('button', { name: 'Save all the same' }).click()
    await becomes(assert, async () => (await api('GET', `/entities/${entity}`)).stages, [
      'called_back',
      'new',
      'qualified',
      'won',
      'lost',
      'visit',
    ])
    const { pipelines } = await api('GET', `/entities/${entity}`)
    assert.deepEqual(pipelines[0].stages[0], {
      key: 'called_back',
      color: 'amber',
    })
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
