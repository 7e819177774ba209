import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { becomes, openPage, signIn } from './support/browser.js'
import { api } from './support/api.js'
import { makeForm } from './support/forms.js'

/** Names of the elements of each step, as they stand. */
const standing = (page: Page) =>
  page
    .locator('[data-step]')
    .evaluateAll((steps) =>
      steps.map((step) =>
        [...step.querySelectorAll('[data-element]')].map(
          (one) => one.getAttribute('aria-label')!.split(':')[0]
        )
      )
    )
const saved = (key: string) => api('GET', `/forms/${key}`)

test.group('The builder of forms', () => {
  test('a form is made from an entity, and a field dragged to its place', async ({ assert }) => {
    const { page, watch, close } = await openPage({ viewport: { width: 1440, height: 1000 } })
    await signIn(page)
    await page.goto('/forms?new=1')
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Name', { exact: true }).fill(`Dragged ${Date.now()}`)
    await panel.getByRole('button', { name: 'Create' }).click()
    await page.locator('[data-step]').waitFor()
    const key = page.url().split('/').at(-1)!
    const before = await standing(page)
    assert.equal(before[0].at(-1), 'Consent')

    const bill = page.locator('[data-field="monthly_bill"]')
    const name = (await bill.innerText()).trim().replace(/\s*\*$/, '')
    await bill.dragTo(page.locator('[data-element]').first(), { targetPosition: { x: 40, y: 2 } })
    await becomes(assert, async () => (await standing(page))[0][0], name)
    // And on, below the one that was first.
    const second = page.locator('[data-element]').nth(1)
    const { height } = (await second.boundingBox())!
    await page
      .locator('[data-element]')
      .first()
      .dragTo(second, { targetPosition: { x: 40, y: height - 3 } })
    await becomes(assert, async () => (await standing(page))[0].indexOf(name), 1)
    await page.keyboard.press('Control+z')
    await becomes(assert, async () => (await standing(page))[0].indexOf(name), 0)
    await page.getByRole('button', { name: 'Save' }).click()
    await becomes(
      assert,
      async () => (await saved(key)).document.steps[0].elements[0].field,
      'monthly_bill'
    )
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('by keyboard alone: a step that is shown by a rule', async ({ assert }) => {
    const key = await makeForm('required')
    const { page, watch, close } = await openPage({ viewport: { width: 1440, height: 1000 } })
    await signIn(page)
    await page.goto(`/forms/${key}`)
    await page.getByRole('button', { name: 'Add State' }).press('Enter')
    await becomes(assert, async () => (await standing(page))[0].at(-1), 'State')
    await page.getByRole('button', { name: 'Add Step' }).press('Enter')
    await becomes(assert, async () => (await standing(page)).length, 2)
    // The consent stands last in the first step; it goes on into the second.
    const consent = page.locator('[aria-label^="Consent"] > [data-part]')
    await consent.focus()
    await page.keyboard.press('Alt+ArrowDown')
    await page.keyboard.press('Alt+ArrowDown')
    await becomes(assert, async () => (await standing(page))[1], ['Consent'])
    await page.keyboard.press('Control+z')
    await becomes(assert, async () => (await standing(page))[1], [])
    await page.keyboard.press('Control+Shift+z')
    await becomes(assert, async () => (await standing(page))[1], ['Consent'])

    await page.locator('[data-part]').filter({ hasText: 'Step 2' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Show by a rule' }).press('Enter')
    await page.getByText('A value is missing').waitFor()
    await page.getByRole('button', { name: /Publish \d+ problem/ }).waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await becomes(assert, async () => Boolean((await saved(key)).document.steps[1].show_when), true)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('publishing says what is in the way, leads there, and goes through when it is mended', async ({
    assert,
  }) => {
    const key = await makeForm('required')
    const { page, watch, close } = await openPage({ viewport: { width: 1440, height: 1000 } })
    await signIn(page)
    await page.goto(`/forms/${key}`)
    await page.getByRole('button', { name: 'Add Text' }).click()
    await page.getByRole('button', { name: /Publish 1 problem/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Words are missing here').waitFor()
    assert.isTrue(await dialog.getByRole('button', { name: 'Publish' }).isDisabled())
    await dialog.getByRole('button', { name: 'Text', exact: true }).click()
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Takes a minute.')
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await dialog.getByText('Nothing is in the way').waitFor()
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Version 1 is live').first().waitFor()
    await becomes(assert, async () => (await saved(key)).status, 'live')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a draft that somebody saved meanwhile in another tab is shown, not written over', async ({
    assert,
  }) => {
    const key = await makeForm('required')
    const { page, close } = await openPage({ viewport: { width: 1440, height: 1000 } })
    await signIn(page)
    const other = await page.context().newPage()
    await page.goto(`/forms/${key}`)
    await other.goto(`/forms/${key}`)
    await other.getByLabel('Button at the end').fill('Theirs')
    await other.getByRole('button', { name: 'Save' }).click()
    await becomes(assert, async () => (await saved(key)).document.submit, 'Theirs')
    await page.getByLabel('Button at the end').fill('Mine')
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Theirs', { exact: true }).waitFor()
    assert.equal((await saved(key)).document.submit, 'Theirs')
    await dialog.getByRole('button').filter({ hasText: /mine/i }).click()
    await becomes(assert, async () => (await saved(key)).document.submit, 'Mine')
    await close()
  })

  test('on a phone fields are added and set in panels over the list', async ({ assert }) => {
    const key = await makeForm('required')
    const { page, watch, close } = await openPage({ viewport: { width: 390, height: 844 } })
    await signIn(page)
    await page.goto(`/forms/${key}`)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Add State' }).click()
    await becomes(assert, async () => (await standing(page))[0].at(-1), 'State')
    await page.locator('[aria-label="State"] > [data-part]').click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Label').fill('Where do you live?')
    await page.keyboard.press('Escape')
    await page.locator('[data-element][aria-label="Where do you live?"]').waitFor()
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
    assert.isAtMost(wide, 390)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
