import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { api } from './support/api.js'
import { ownPartner } from './support/portal.js'
import { postThrough } from './support/own_profile.js'

const KEY = 'erases'

test.group('Privacy', () => {
  test('a person is found, erased, and the partner confirms behind its link', async ({
    assert,
  }) => {
    await ownPartner(KEY, { accept_reject: false })
    await api('PATCH', `/partners/${KEY}`, { email: 'privacy@erases.example' })
    const email = `edda-${Date.now()}@mail.example`
    const lead = await postThrough(KEY, {
      name: 'Edda Erased',
      email,
      state: 'CA',
      monthly_bill: 240,
    })
    const { page, watch, close } = await openPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page)

    await page.goto('/privacy')
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Find', exact: true }).click()
    await page.getByRole('heading', { name: '1 lead of this person' }).waitFor()
    await page.getByText(`Partner ${KEY}, 1 delivery`).waitFor()
    await page.getByRole('button', { name: 'New erasure request' }).click()

    // Nothing has happened before it is begun.
    await page.getByRole('heading', { name: `Erasure of ${email}` }).waitFor()
    await page.getByRole('button', { name: 'Erase this person' }).click()
    const sure = page.getByRole('dialog', { name: 'Erase this person?' })
    await sure.getByText('1 lead and everything that came with them go.').waitFor()
    await sure.getByRole('button', { name: 'Erase', exact: true }).click()
    await page.getByRole('heading', { name: 'What was done' }).waitFor()
    await page.getByText('Partners asked').waitFor()
    await page.getByText(/open until/).waitFor()
    const request = page.url()

    const gone = (await api('GET', `/leads/${lead.id}`)) as { values: object }
    assert.deepEqual(gone.values, {})

    // The partner's mail lies in the outbox; its link shows whom to erase, until that is confirmed.
    const link = await page.evaluate(async () => {
      const json = (path: string): Promise<any> =>
        fetch(path, { headers: { accept: 'application/json' } }).then((answer) => answer.json())
      for (;;) {
        const { mails } = await json('/outbox/search?search=privacy@erases.example')
        const mail = mails[0] && (await json(`/outbox/${mails[0].id}`))
        const found = /\/portal\/erasures\/\S+/.exec(mail?.text ?? '')
        if (found) return found[0]
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    })
    await page.goto(link)
    await page.getByText(email).waitFor()
    await page.getByRole('button', { name: 'We have erased this person' }).click()
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
    assert.equal(await page.getByText(email).count(), 0)

    // What is left is the certificate.
    await page.goto(request)
    await page.getByRole('heading', { name: 'Erasure of a person' }).waitFor()
    await page.getByText('by link').waitFor()
    await page.getByText('It names no person.').waitFor()
    assert.equal(await page.getByText(email).count(), 0)
    assert.deepEqual(watch.errors, [])
    await close()
  })

  test('a rule of retention says in numbers what it would erase, and is asked for', async ({
    assert,
  }) => {
    const { page, close } = await openPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page)
    await page.goto('/privacy/retention')
    await page.getByRole('switch', { name: /Solar lead, Test leads$/ }).click()
    const days = page.getByRole('spinbutton', { name: /Solar lead, Test leads$/ })
    assert.equal(await days.inputValue(), '30')
    await page
      .getByText(/would go today/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Retention saved').first().waitFor()
    await page.reload()
    assert.equal(await days.inputValue(), '30')
    await close()
  })
})
