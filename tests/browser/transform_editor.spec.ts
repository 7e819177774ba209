import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'

/** The script of SunCo's delivery, in the panel of its assignment. */
async function openScript() {
  const opened = await openPage()
  await signIn(opened.page)
  await opened.page.goto('/profiles/solar-us/assignments?open=sunco-ca')
  const panel = opened.page.getByRole('dialog')
  await panel
    .getByRole('button', { name: /^More settings/ })
    .last()
    .click()
  const script = panel.getByRole('group', { name: 'Transform' })
  const code = script.getByRole('textbox', { name: 'Transform', exact: true })
  await code.waitFor()
  return { ...opened, panel, script, code }
}

test.group('A script before a delivery', () => {
  test('is written with the fields at hand, run by the keyboard, and shows what the partner would get', async ({
    assert,
  }) => {
    const { page, script, code, watch, close } = await openScript()
    await code.click()
    await page.keyboard.type('export default (lead) => ({ ...lead, email: "x" + lead.em')
    await page.getByRole('option', { name: /email/ }).waitFor()
    // The editor takes no key for a choice in the first 75 ms, so that nobody takes what just popped up.
    await page.waitForTimeout(150)
    await page.keyboard.press('Enter')
    await page.keyboard.type(', score: 7 ')
    assert.equal(
      (await code.textContent())!.trim(),
      'export default (lead) => ({ ...lead, email: "x" + lead.email, score: 7 })'
    )
    await page.keyboard.press('Control+Enter')
    const changed = script.getByRole('region', { name: 'What it changed' })
    await changed.getByText('"xada.sample@example.com"').waitFor()
    await changed.getByText('Not a field of the entity').waitFor()
    await script
      .getByRole('region', { name: 'What the partner would get' })
      .getByText('xada.sample@example.com')
      .waitFor()
    await script.getByText('on Ada Sample').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a mistake stands at its line, what was written before it in the console, and the way there is a click', async ({
    assert,
  }) => {
    const { page, script, code, watch, close } = await openScript()
    await code.click()
    // At once, as a paste is: typed, the editor would close brackets by itself.
    await page.keyboard.insertText(
      'export default (lead) => {\n  console.log("so far")\n  return { a: lead.none.length }\n}'
    )
    await script.getByRole('button', { name: 'Run' }).click()
    await script.getByText('The script stopped at line 3').waitFor()
    await script.getByText('Nothing is sent: the delivery fails').waitFor()
    await script.getByRole('region', { name: 'Console' }).first().getByText('so far').waitFor()
    const marked = script.locator('.cm-line').filter({ has: page.locator('.cm-lintRange-error') })
    assert.match((await marked.textContent())!, /lead\.none\.length/)
    await script.getByRole('button', { name: 'Go to line 3' }).click()
    assert.match((await script.locator('.cm-activeLine').textContent())!, /lead\.none/)
    await page.keyboard.press('End')
    await page.keyboard.type(' ')
    await script.getByText('The script has changed since').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
