import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Locator, Page } from 'playwright'
import { test } from '@japa/runner'
import { becomes, openPage, signIn } from './support/browser.js'

/** What the focus is on, as a screen reader would begin to say it. */
const focused = async (page: Page): Promise<string> => {
  const element = page.locator('*:focus')
  if ((await element.count()) === 0) return ''
  return (await element.getAttribute('aria-label')) ?? (await element.textContent())?.trim() ?? ''
}

/** Presses keys one after the other; a menu that closes gives the focus back after a moment. */
async function press(page: Page, ...keys: string[]) {
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(60)
  }
}

async function tabTo(page: Page, target: Locator) {
  for (let i = 0; i < 80; i++) {
    if (await target.and(page.locator('*:focus')).count()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${target}`)
}

const menuIsGone = (page: Page) => page.locator('[role=listbox]').waitFor({ state: 'detached' })

/** Chooses the field of the line that was just made; the focus stands on its field. */
async function chooseField(page: Page, name: string) {
  // A line that was just made takes the focus when it is drawn.
  await page.locator('*:focus[aria-label^=Field]').waitFor()
  await press(page, 'Enter')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.type(name)
  await page.getByRole('option', { name }).first().waitFor()
  await press(page, 'Enter')
  await menuIsGone(page)
  await page.locator('*:focus[aria-label^=Field]').waitFor()
}

// What runs in the page, as text: these files know no DOM.
const SERIOUS = `axe.run(document).then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

const sentence = (page: Page) =>
  page
    .locator('#lab-rule ~ div')
    .locator('p.wrap-anywhere')
    .first()
    .textContent()
    .then((text) => text?.trim())

async function openLab() {
  const opened = await openPage()
  await signIn(opened.page)
  await opened.page.goto('/rules')
  await opened.page.getByRole('heading', { name: 'Rule lab' }).waitFor()
  return opened
}

test.group('The rule builder', () => {
  test('a rule with a group in it is built, read and tried by keyboard alone', async ({
    assert,
  }) => {
    const { page, watch, close } = await openLab()
    await tabTo(page, page.getByRole('button', { name: 'Add a condition', exact: true }))
    await press(page, 'Enter')
    await chooseField(page, 'Monthly bill')
    await press(page, 'Tab', 'Tab')
    await becomes(assert, () => focused(page), 'Value')
    await page.keyboard.type('100')
    await press(page, 'Escape')
    await becomes(assert, () => focused(page), 'Monthly bill is at least 100')

    // A group below, joined the other way, with two lines.
    await press(page, 'Shift+A')
    await chooseField(page, 'State')
    await press(page, 'Tab', 'Tab')
    await page.keyboard.type('CA')
    await page.getByRole('option', { name: 'CA' }).waitFor()
    await press(page, 'Enter')
    await page.keyboard.type('AZ')
    await page.getByRole('option', { name: 'AZ' }).waitFor()
    await press(page, 'Enter', 'Escape')
    if ((await focused(page)) === 'Value') await press(page, 'Escape')
    await becomes(assert, () => focused(page), 'State is one of CA, AZ')
    await press(page, 'a')
    await chooseField(page, 'Source')
    await press(page, 'Tab', 'Tab')
    await page.keyboard.type('google-ads')
    await press(page, 'Escape')
    await becomes(assert, () => focused(page), 'or, Source is google-ads')
    await becomes(
      assert,
      () => sentence(page),
      'Monthly bill is at least 100 and (State is one of CA, AZ or Source is google-ads)'
    )

    // The sample is filled in by keyboard too; every line says how it came out.
    await tabTo(page, page.getByRole('textbox', { name: 'Monthly bill' }))
    await page.keyboard.type('80')
    await tabTo(page, page.getByRole('textbox', { name: 'Source' }))
    await page.keyboard.type('google-ads')
    const line = (name: RegExp) => page.getByRole('row', { name })
    await line(/^Monthly bill is at least 100, does not hold/).waitFor()
    await line(/^or, Source is google-ads, holds/).waitFor()
    await line(/^and, any of these, holds/).waitFor()
    assert.isTrue(await page.getByText('The lead does not match').isVisible())
    assert.isTrue(
      await page.getByText('Monthly bill is at least 100; the lead has: 80').isVisible()
    )
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('lines are walked, moved, copied, wrapped, deleted and brought back by keys, each said', async ({
    assert,
  }) => {
    const { page, watch, close } = await openLab()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'As JSON' }).click()
    const given = {
      all: [
        { field: 'state', operator: 'equals', value: 'CA' },
        { field: 'name', operator: 'is_not_empty' },
        { any: [{ field: 'monthly_bill', operator: 'less_than', value: 50 }] },
      ],
    }
    const box = page.getByRole('textbox', { name: 'Rule as JSON' })
    await box.fill('{ "all": [ { "field": 1 } ] }')
    await page.getByRole('button', { name: 'Use this rule' }).click()
    assert.match((await page.getByRole('alert').textContent())!, /all\[0\]/)
    await box.fill(JSON.stringify(given))
    await page.getByRole('button', { name: 'Use this rule' }).click()
    await box.waitFor({ state: 'detached' })

    const said = page.locator('[aria-live=polite].sr-only').first()
    await page.getByRole('row', { name: /^State/ }).focus()
    await press(page, 'Alt+ArrowDown')
    await becomes(assert, () => said.textContent(), 'Moved: 2 of 3 in all of these')
    await becomes(assert, () => focused(page), 'and, State is CA')
    await press(page, 'Alt+ArrowRight')
    await becomes(
      assert,
      () => sentence(page),
      'Name has a value and (State is CA or Monthly bill is less than 50)'
    )
    await press(page, 'ArrowLeft')
    await becomes(assert, () => focused(page), 'and, any of these')
    await press(page, 'n')
    await becomes(
      assert,
      () => sentence(page),
      'Name has a value and not (State is CA or Monthly bill is less than 50)'
    )
    await press(page, 'Home', 'd')
    await becomes(assert, () => said.textContent(), 'Duplicated')
    await press(page, 'g')
    await becomes(assert, () => said.textContent(), 'Put into a group: any of these')
    await press(page, 'Delete')
    await becomes(assert, () => said.textContent(), 'Deleted: any of these')
    await press(page, 'Control+z', 'Control+z', 'Control+z', 'Control+z')
    await becomes(
      assert,
      () => sentence(page),
      'Name has a value and (State is CA or Monthly bill is less than 50)'
    )
    await press(page, 'Control+Shift+Z')
    assert.match((await sentence(page))!, /not \(/)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('what is wrong is told at its line: values that are no options, conditions that exclude each other, patterns', async ({
    assert,
  }) => {
    const { page, close } = await openLab()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'As JSON' }).click()
    const rule = {
      all: [
        { field: 'state', operator: 'in', value: ['CA', 'Ohio'] },
        { field: 'state', operator: 'equals', value: 'NV' },
        { field: 'name', operator: 'matches', value: '(?=x)' },
      ],
    }
    await page.getByRole('textbox', { name: 'Rule as JSON' }).fill(JSON.stringify(rule))
    await page.getByRole('button', { name: 'Use this rule' }).click()
    await page.getByText('Not among the options of the field: Ohio').waitFor()
    await page.getByText('Never true together with: State is one of CA, Ohio').waitFor()
    await page.getByText(/must not look ahead or behind/).waitFor()
    assert.equal(await page.getByRole('row').count(), 3)
    await close()
  })

  test('automatic checks of accessibility find nothing serious, wide and narrow', async ({
    assert,
  }) => {
    const axe = await readFile(
      createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
      'utf8'
    )
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const { page, close } = await openPage({ viewport })
      await signIn(page)
      await page.goto('/rules')
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'As JSON' }).click()
      const rule = {
        all: [
          { field: 'state', operator: 'in', value: ['CA'] },
          { any: [{ not: { field: 'name', operator: 'contains', value: 'x' } }] },
          { field: 'lead.created_at', operator: 'within_last', value: '30d' },
          { field: 'monthly_bill', operator: 'between', value: [1, 2] },
        ],
      }
      await page.getByRole('textbox', { name: 'Rule as JSON' }).fill(JSON.stringify(rule))
      await page.getByRole('button', { name: 'Use this rule' }).click()
      await page.getByLabel('Monthly bill').last().fill('5')
      await page.getByText('The lead does not match').waitFor()
      await page.evaluate(axe)
      assert.deepEqual(await page.evaluate(SERIOUS), [], `at ${viewport.width}`)
      assert.isAtMost(await page.evaluate<number>(OVERFLOW), 0, 'nothing to scroll sideways')
      await close()
    }
  })
})
