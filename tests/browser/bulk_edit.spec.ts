import { test } from '@japa/runner'
import { api } from './support/api.js'
import { applyBlueprint } from './support/apply_blueprint.js'
import { becomes, openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

const lead = (name: string) => ({
  ...{ name, state: 'TX', monthly_bill: 20 },
  email: `${name.toLowerCase().replace(/\W+/g, '.')}@bulk.example`,
})
const stages = () =>
  api('PATCH', '/entities/solar', { stages: ['new', 'called', 'closed'] }) as Promise<unknown>

test.group('Many leads at once', () => {
  test('chosen by keyboard, tagged with a new tag, moved to a stage, and taken back', async ({
    assert,
  }) => {
    await stages()
    for (const name of ['Bulk Alpha', 'Bulk Beta']) await postLead(lead(name))
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/leads?q=bulk.example')
    await page.getByRole('row', { name: 'Bulk Beta' }).waitFor()
    const boxes = page.getByRole('row', { name: /^.*Bulk (Alpha|Beta)/ }).getByRole('checkbox')
    await boxes.nth(0).focus()
    await page.keyboard.press('Space')
    await boxes.nth(1).focus()
    await page.keyboard.press('Space')
    const bar = page.getByRole('region', { name: 'Chosen leads' })
    await bar.getByText('2 leads chosen').waitFor()

    const tagButton = bar.getByRole('button', { name: 'Tag', exact: true })
    await tagButton.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Add' }).focus()
    await page.keyboard.type('Autumn fair')
    await dialog.getByRole('option', { name: 'New tag “Autumn fair”' }).waitFor()
    await page.keyboard.press('Enter')
    await dialog.getByText('2 leads are changed.').waitFor()
    await dialog.getByRole('button', { name: 'Change 2 leads' }).click()
    const work = page.getByRole('region', { name: 'Work on many leads' })
    await work.getByText('Tag Autumn fair: done').waitFor()
    await page.getByRole('row', { name: /Bulk Alpha.*Autumn fair/ }).waitFor()

    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await bar.getByRole('button', { name: 'Stage', exact: true }).click()
    await dialog.getByRole('combobox').click()
    await page.getByRole('option', { name: 'called' }).click()
    await dialog.getByRole('button', { name: 'Change 2 leads' }).click()
    await work.getByText('Set the stage to called: done').waitFor()

    const undo = work
      .locator('div')
      .filter({ hasText: /^Set the stage to called/ })
      .getByRole('button', { name: 'Undo' })
    await undo.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click()
    await work.getByText('Undo: done').waitFor()
    const { data } = (await api('GET', '/leads?tag=autumn-fair')) as {
      data: { stage: string }[]
    }
    assert.deepEqual(
      data.map(({ stage }) => stage),
      ['new', 'new']
    )

    await page.getByRole('button', { name: 'Changes of many leads' }).click()
    const panel = page.getByRole('dialog', { name: 'Changes of many leads' })
    await panel.getByText('Tag Autumn fair: done').waitFor()
    await panel.getByText('undone', { exact: true }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('fields are changed and cleared; what cannot be read is said at the field', async ({
    assert,
  }) => {
    await postLead(lead('Field Gamma'))
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/leads?q=field.gamma&entity=solar')
    await page.getByRole('row', { name: 'Field Gamma' }).getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Edit fields' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Choose a field').click()
    await page.getByRole('option', { name: 'Monthly bill' }).click()
    await dialog.getByLabel('Monthly bill', { exact: true }).fill('many')
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Monthly bill', { exact: true }).fill('310')
    await dialog.getByRole('button', { name: 'Change 1 lead' }).click()
    await page.getByText('Change Monthly bill: done').waitFor()
    await page.getByRole('row', { name: /Field Gamma.*310/ }).waitFor()
    const errors = watch.errors.filter((text) => !text.includes('422'))
    assert.deepEqual({ ...watch, errors }, { errors: [], outside: [] })
    await close()
  })

  test('an erasure wants the number typed', async ({ assert }) => {
    await postLead(lead('Erase Delta'))
    const { page, close } = await openPage()
    await signIn(page)
    await page.goto('/leads?q=erase.delta')
    await page.getByRole('row', { name: 'Erase Delta' }).getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Erase', exact: true }).click()
    const dialog = page.getByRole('dialog')
    const go = dialog.getByRole('button', { name: 'Erase 1 lead' })
    await go.waitFor()
    assert.isTrue(await go.isDisabled())
    await dialog.getByLabel('To go on, type the number 1').fill('1')
    await go.click()
    await page.getByText('Erase: done').waitFor()
    await page.getByRole('row', { name: 'Erase Delta' }).waitFor({ state: 'detached' })
    await close()
  })
})

test.group('Tags', () => {
  test('on the page of a lead: found by typing, added by Enter, taken off by Backspace', async ({
    assert,
  }) => {
    await applyBlueprint({
      tags: [
        { key: 'hot', name: 'Hot', color: 'red' },
        { key: 'call', name: 'Call back' },
      ],
    })
    const { id } = await postLead(lead('Tag Epsilon'))
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`/leads/${id}`)
    const picker = page.getByRole('combobox', { name: 'Tags' })
    await picker.focus()
    await page.keyboard.type('ho')
    await page.getByRole('option', { name: 'Hot' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove Hot' }).waitFor()
    await page.keyboard.type('call')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove Call back' }).waitFor()
    const keys = async () =>
      ((await api('GET', `/leads/${id}`)) as { tags: { key: string }[] }).tags.map(({ key }) => key)
    await becomes(assert, keys, ['hot', 'call'])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Backspace')
    await becomes(assert, keys, ['hot'])
    await page.goto(`/leads/${id}?tab=events`)
    await page.getByText('Tags changed: +call').waitFor()

    await page.goto('/leads')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('combobox', { name: 'Tags, any of' }).focus()
    await page.keyboard.type('hot')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/leads?tag=hot')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Tag is Hot', exact: true }).waitFor()
    await page.getByRole('row', { name: 'Tag Epsilon' }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('kept in the settings: made, renamed, merged and deleted, each with its number of leads', async ({
    assert,
  }) => {
    await applyBlueprint({
      tags: [
        { key: 'late', name: 'Late' },
        { key: 'later', name: 'Later' },
      ],
    })
    const { id } = await postLead(lead('Kept Zeta'))
    await api('PATCH', `/leads/${id}`, { tags: ['late'] })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/settings/tags')
    const row = (name: string) => page.getByRole('row', { name })
    await row('Late 1').waitFor()
    await page.getByLabel('Name of a new tag').fill('Brand new')
    await page.keyboard.press('Enter')
    await row('Brand new').waitFor()
    await page.getByRole('button', { name: 'Tag “Brand new”' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Tag', exact: true }).fill('Newer')
    await page.keyboard.press('Enter')
    await row('Newer').waitFor()
    await page.getByRole('button', { name: 'Tag “Late”' }).click()
    await page.getByRole('menuitem', { name: 'Merge into another' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 lead gets the other tag instead.').waitFor()
    await dialog.getByText('Choose a tag').click()
    await page.getByRole('option', { name: 'Later' }).click()
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
    await row('Later 1').waitFor()
    await page.getByRole('button', { name: 'Tag “Later”' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByText('1 lead loses it.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await row('Later').waitFor({ state: 'detached' })
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
