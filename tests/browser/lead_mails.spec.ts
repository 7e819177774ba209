import { test } from '@japa/runner'
import { api } from './support/api.js'
import { becomes, openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { postLead } from './support/leads.js'
import { ownTemplate } from './support/mails.js'

test.group('E-mails to leads', () => {
  test('a template is made, previewed, told what is wrong with it, copied and deleted', async ({
    assert,
  }) => {
    const { url } = builtApp()
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`${url}/settings/mail-templates`)
    const name = `Welcome ${Date.now()}`
    await page.getByRole('button', { name: 'New template' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill(name)
    await dialog.getByRole('button', { name: 'Make template' }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor()

    const subject = page.getByRole('combobox', { name: 'Subject' })
    await subject.fill('Hello {{ lead.na')
    await page.getByRole('option', { name: /lead\.name/ }).click()
    assert.match(await subject.inputValue(), /^Hello \{\{ lead\.name \}\}/)
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByText('Hello Ada Sample').waitFor()

    await subject.fill('Hello {{ boss.name }}')
    await page.getByRole('button', { name: /^Save/ }).click()
    await page
      .getByText(/unknown variable boss\.name/)
      .first()
      .waitFor()
    await subject.fill('Hello {{ lead.name }}')
    await page.getByRole('button', { name: /^Save/ }).click()
    await page.getByText(`Template ${name} saved`).first().waitFor()

    // Somebody else saves meanwhile.
    await subject.fill('Mine')
    const { data } = await api('GET', '/mail-templates?limit=200')
    const { key } = data.find((one: { name: string }) => one.name === name)
    await api('PATCH', `/mail-templates/${key}`, { subject: 'Theirs' })
    await page.getByRole('button', { name: /^Save/ }).click()
    const question = page.getByRole('dialog')
    await question.getByText('Theirs').first().waitFor()
    await question.getByRole('button', { name: 'Take theirs' }).click()
    await page.waitForFunction(
      `document.querySelector('input[aria-label="Subject"]')?.value === 'Theirs'`
    )

    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make template' }).click()
    await page.getByRole('heading', { name: `${name} (copy)` }).waitFor()
    await page.getByRole('button', { name: 'Delete template' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete template' }).click()
    await page.getByRole('link', { name, exact: true }).waitFor()
    assert.equal(await page.getByRole('link', { name: `${name} (copy)` }).count(), 0)
    // What was refused on purpose.
    const errors = watch.errors.filter((one) => !/status of (409|422)/.test(one))
    assert.deepEqual({ ...watch, errors }, { errors: [], outside: [] })
    await close()
  })

  test('somebody writes to a lead, fills in what is missing, and the timeline shows it', async ({
    assert,
  }) => {
    const { url } = builtApp()
    await ownTemplate()
    const email = `mailed-${Date.now()}@mail.example`
    const lead = await postLead({ name: 'Mia Mailed', email, state: 'TX' })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`${url}/leads/${lead.id}`)
    await page.getByRole('button', { name: 'More actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Write e-mail' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(email).waitFor()
    await dialog.getByRole('combobox').first().click()
    await page.getByRole('option', { name: 'Walked welcome' }).click()
    const text = dialog.getByLabel('Text')
    await dialog.getByText('Still to be filled in before it can go:').waitFor()
    assert.match(await text.inputValue(), /^Hello Mia Mailed,/)

    // Sending leads to the place instead.
    await dialog.getByRole('button', { name: 'Send' }).click()
    const chosen = await page.evaluate(
      `((area) => area.value.slice(area.selectionStart, area.selectionEnd))(document.activeElement)`
    )
    assert.equal(chosen, '{{ lead.monthly_bill }}')
    await page.keyboard.type('240 dollars')
    await dialog.getByText('Still to be filled in').waitFor({ state: 'detached' })
    await dialog.getByRole('button', { name: 'Send' }).dblclick()
    await page.getByText('The e-mail is on its way').first().waitFor()

    await page.goto(`${url}/leads/${lead.id}?tab=events`)
    await page.getByText(/E-mail written from the template walked-welcome/).waitFor()
    await page.getByText('Show the e-mail').click()
    await page.getByText('your bill is 240 dollars.').waitFor()
    assert.equal(await page.getByText('Show the e-mail').count(), 1)
    await becomes(
      assert,
      async () => (await api('GET', `/leads/${lead.id}/mails`)).data[0].status,
      'sent'
    )
    await page.goto(`${url}/outbox`)
    await page.getByText(email).locator('visible=true').first().waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a lead without an address, and one on a list, say so', async ({ assert }) => {
    const { url } = builtApp()
    const email = `listed-${Date.now()}@mail.example`
    const lead = await postLead({ name: 'Lisa Listed', email, state: 'TX' })
    await api('POST', '/suppression', { key: `mails-${Date.now()}`, name: 'No mails please' }).then(
      ({ key }) => api('POST', `/suppression/${key}/entries`, { entries: [email] })
    )
    const { page, close } = await openPage({ viewport: { width: 390, height: 844 } })
    await signIn(page)
    await page.goto(`${url}/leads/${lead.id}`)
    await page.getByRole('button', { name: 'More actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Write e-mail' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Subject').fill('Hello')
    await dialog.getByLabel('Text').fill('There')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await dialog.getByText(/stands on the suppression list "No mails please"/).waitFor()
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
    assert.isAtMost(wide, 390)
    await close()
  })
})
