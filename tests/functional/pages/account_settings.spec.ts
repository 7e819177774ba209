import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { as } from '#tests/functional/api/call'
import { makeAccount, someValues } from '#tests/helpers/make_account'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

const settings = {
  name: 'Sunny Leads',
  currency: 'EUR',
  time_zone: 'Europe/Vienna',
  language: 'de' as const,
}

test.group('Settings of the account', () => {
  test('an owner changes them; who chose no language of their own follows', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const owner = await makeUser(account.id)
    const saved = await askJson(client, 'put', '/settings/account', owner, settings)
    saved.assertStatus(200)
    const stored = (await loadAccount(account.id))!
    assert.deepInclude(stored, { name: 'Sunny Leads', currency: 'EUR', language: 'de' })
    assert.equal(stored.timeZone, 'Europe/Vienna')
    const page = await getPage(client, '/settings/account', owner)
    page.assertInertiaComponent('settings/account')
    assert.equal(page.inertiaProps.locale, 'de')
    assert.deepEqual(page.inertiaProps.settings, settings)
  })

  test('what is wrong is told by field, and nothing is changed', async ({ client, assert }) => {
    const account = await makeAccount()
    const owner = await makeUser(account.id)
    const answer = await askJson(client, 'put', '/settings/account', owner, {
      name: ' ',
      currency: 'XXX',
      time_zone: 'Mars',
      language: 'fr',
    })
    answer.assertStatus(422)
    assert.sameMembers(
      answer.body().errors.map(({ field }: { field: string }) => field),
      ['name', 'currency', 'time_zone', 'language']
    )
    assert.equal((await loadAccount(account.id))!.currency, 'USD')
  })

  test('the currency stays once money is booked', async ({ client, assert }) => {
    const account = await makeAccount()
    const owner = await makeUser(account.id)
    await as(account).post(
      '/leads',
      { entity: 'solar', values: someValues() },
      { prefer: 'wait=5' }
    )
    const page = await getPage(client, '/settings/account', owner)
    assert.isTrue(page.inertiaProps.booked)
    const answer = await askJson(client, 'put', '/settings/account', owner, settings)
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].rule, 'booked')
  })

  test('roles that do not manage the account read only', async ({ client, assert }) => {
    const account = await makeAccount()
    for (const role of ['operator', 'finance', 'viewer'] as const) {
      const user = await makeUser(account.id, role)
      ;(await getPage(client, '/settings/account', user)).assertStatus(200)
      const answer = await askJson(client, 'put', '/settings/account', user, settings)
      answer.assertStatus(403)
      assert.deepEqual(answer.body().roles, ['owner', 'admin'])
    }
    assert.notEqual((await loadAccount(account.id))!.name, settings.name)
  })
})

test.group('Error pages', () => {
  test('speak the language of the reader', async ({ client, assert }) => {
    const german = await client.get('/nowhere').header('accept-language', 'de-AT,de;q=0.9')
    german.assertStatus(404)
    assert.include(german.text(), 'Hier ist nichts')
    assert.include(german.text(), '<html lang="de">')
    const english = await client.get('/nowhere')
    assert.include(english.text(), 'There is nothing here')
  })

  test('a role that may not is told so, and not that its form is old', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const viewer = await makeUser(account.id, 'viewer')
    const refused = await client
      .put('/settings/account')
      .withGuard('team')
      .loginAs(viewer)
      .withCsrfToken()
      .header('accept', 'text/html')
    refused.assertStatus(403)
    assert.include(refused.text(), 'Your role does not allow this')
  })

  test('the address of a problem type is a page for people and text for machines', async ({
    client,
    assert,
  }) => {
    const page = await client
      .get('/problems/duplicate-lead')
      .header('accept', 'text/html')
      .header('accept-language', 'de')
    assert.include(page.text(), '<h1>Doppelter Lead</h1>')
    const text = await client.get('/problems/duplicate-lead').header('accept', '*/*')
    assert.match(text.text(), /^Duplicate lead \(409\)\n/)
    const none = await client.get('/problems/constructor')
    none.assertStatus(404)
  })
})
