import { test } from '@japa/runner'
import { becomes, openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

test.group('The command palette', () => {
  test('reaches a page, a partner and a lead by keyboard alone', async ({ assert }) => {
    const lead = await postLead({
      name: 'Petra Palette',
      email: 'petra@mail.example',
      state: 'CA',
      monthly_bill: 240,
    })
    const { page, watch, close } = await openPage()
    await signIn(page)
    // The address changes before the page does, and keys are heard by the page.
    await page.getByRole('button', { name: 'Search' }).waitFor()
    const field = page.getByRole('combobox', { name: 'Search and commands' })
    const chosen = page.getByRole('option', { selected: true })

    await page.keyboard.press('Control+k')
    await field.waitFor()
    await page.keyboard.type('outb')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/outbox')

    await page.keyboard.press('Control+k')
    await page.keyboard.type('sunco')
    await page.getByRole('group', { name: 'Partners' }).waitFor()
    assert.match((await chosen.textContent())!, /SunCo/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/partners/sunco')

    await page.keyboard.press('Control+k')
    await page.keyboard.type('petra@mail')
    await page.getByRole('group', { name: 'Leads' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/leads/${lead.id}`)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('the arrows go round, Escape closes it and gives the focus back', async ({ assert }) => {
    const { page, close } = await openPage()
    await signIn(page)
    const opener = page.getByRole('button', { name: 'Search' })
    await opener.focus()
    await page.keyboard.press('Enter')
    const field = page.getByRole('combobox', { name: 'Search and commands' })
    await field.waitFor()
    const options = page.getByRole('option')
    const texts = await options.allTextContents()
    const chosen = () => page.getByRole('option', { selected: true }).textContent()
    await becomes(assert, chosen, texts[0])
    await page.keyboard.press('ArrowDown')
    await becomes(assert, chosen, texts[1])
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await becomes(assert, chosen, texts.at(-1))
    await page.keyboard.type('zyxwv')
    await page.getByRole('status').filter({ hasText: 'zyxwv' }).waitFor()
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
    await becomes(assert, () => opener.evaluate((button) => button.matches(':focus')), true)
    await close()
  })

  test('what is typed before its field is there is not lost', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.getByRole('button', { name: 'Search' }).waitFor()
    let go = () => {}
    const held = new Promise<void>((resolve) => (go = resolve))
    await page.route('**/command_palette-*.js', async (route) => {
      await held
      await route.continue()
    })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('out')
    go()
    const field = page.getByRole('combobox', { name: 'Search and commands' })
    await field.waitFor()
    await page.locator('*:focus[role=combobox]').waitFor()
    await page.keyboard.type('box')
    assert.equal(await field.inputValue(), 'outbox')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/outbox')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
