import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { duplicatePair } from './support/mails.js'

test.group('Merge of duplicates', () => {
  test('a duplicate is found, compared by keyboard, merged and taken back', async ({ assert }) => {
    const { url } = builtApp()
    const { older, newer } = await duplicatePair('Karl Keys')
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`${url}/leads/${older}`)
    await page.getByText('1 possible duplicate').waitFor()
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.getByRole('heading', { name: 'Merge leads' }).waitFor()

    // The survivor keeps its name; the state is taken from the other, by arrow key.
    const state = page.getByRole('radiogroup', { name: 'State' }).getByRole('radio')
    assert.deepEqual(
      [await state.nth(0).isChecked(), await state.nth(1).isChecked()],
      [true, false]
    )
    await state.nth(0).focus()
    await page.keyboard.press('ArrowRight')
    assert.isTrue(await state.nth(1).isChecked())
    await page.getByText('1 value comes from another lead.').waitFor()
    await page.getByText('1 field is the same').waitFor()
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByRole('dialog').getByText('You can undo it for 30 days').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click()
    await page.waitForURL(`${url}/leads/${older}`)
    await page.getByText('Merged into this lead').waitFor()
    assert.equal(await page.getByText('possible duplicate').count(), 0)

    await page.getByRole('link', { name: 'Karl Keys Jr' }).first().click()
    await page.getByText(/^Merged on .* into/).waitFor()
    assert.equal(await page.getByRole('button', { name: /Distribute/ }).count(), 0)
    await page.getByRole('link', { name: 'Karl Keys', exact: true }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Karl Keys Jr is a lead of its own again').first().waitFor()
    await page.getByText('1 possible duplicate').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
    void newer
  })

  test('chosen in the list they are compared, and another survivor takes its values along', async ({
    assert,
  }) => {
    const { url } = builtApp()
    const { older, newer, email } = await duplicatePair('Lena List')
    const { page, close } = await openPage()
    await signIn(page)
    await page.goto(`${url}/leads?q=${encodeURIComponent(email)}`)
    const boxes = page.getByRole('row').getByRole('checkbox')
    await boxes.nth(1).check()
    const merge = page
      .getByRole('region', { name: 'Chosen leads' })
      .getByRole('button', { name: 'Merge' })
    assert.isTrue(await merge.isDisabled())
    await boxes.nth(2).check()
    await merge.click()
    await page.getByRole('heading', { name: 'Merge leads' }).waitFor()
    await page.getByRole('radio', { name: 'Lena List stays' }).check()
    const bill = page
      .getByRole('radiogroup', { name: 'Monthly bill' })
      .getByRole('radio', { checked: true })
    assert.match((await bill.getAttribute('aria-label'))!, /^240/)
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click()
    await page.waitForURL(`${url}/leads/${older}`)
    await page.goto(`${url}/leads?q=${encodeURIComponent(email)}`)
    await page.getByRole('link', { name: 'Lena List' }).first().waitFor()
    assert.equal(await page.getByText('Lena List Jr').count(), 0)
    await close()
    void newer
  })

  test('on a phone nothing runs out of the side', async ({ assert }) => {
    const { url } = builtApp()
    const { older, newer } = await duplicatePair('A person with a very long name indeed '.repeat(3))
    const { page, close } = await openPage({ viewport: { width: 390, height: 844 } })
    await signIn(page)
    await page.goto(`${url}/leads/${older}/merge?with=${newer}`)
    await page.getByRole('radiogroup', { name: 'State' }).waitFor()
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
    assert.isAtMost(wide, 390)
    await close()
  })
})
