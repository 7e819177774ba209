import { test } from '@japa/runner'
import Membership from '#accounts/models/membership'
import User from '#accounts/models/user'
import { makeAccount } from '#tests/helpers/make_account'
import { askJson, getPage, makeUser, pageVersion } from '#tests/functional/pages/workspace'

test.group('Requests of a page that stays', () => {
  test('without a session they are told so, and not sent to the login page', async ({
    client,
    assert,
  }) => {
    const data = await client.get('/overview').header('accept', 'application/json').redirects(0)
    data.assertStatus(401)
    assert.equal(data.header('content-type'), 'application/problem+json')

    const part = await client
      .get('/overview')
      .header('x-inertia', 'true')
      .header('x-inertia-partial-component', 'overview/show')
      .header('x-inertia-version', await pageVersion())
      .redirects(0)
    part.assertStatus(401)

    const form = await client.post('/logout').header('x-inertia', 'true').redirects(0)
    form.assertStatus(401)
  })

  test('what a page may show and in which language comes with it', async ({ client, assert }) => {
    const account = await makeAccount()
    const viewer = await makeUser(account.id, 'viewer')
    const before = await getPage(client, '/overview', viewer)
    assert.equal(before.inertiaProps.locale, 'en')
    assert.deepEqual(before.inertiaProps.can, {
      configure: false,
      operate: false,
      bill: false,
      manage: false,
    })

    const change = await askJson(client, 'put', '/session/language', viewer, { language: 'de' })
    change.assertStatus(204)
    const after = await getPage(client, '/overview', viewer)
    assert.equal(after.inertiaProps.locale, 'de')
    assert.equal((await User.findOrFail(viewer.id)).locale, 'de')

    const wrong = await askJson(client, 'put', '/session/language', viewer, { language: 'xx' })
    wrong.assertStatus(422)
    assert.equal(wrong.body().errors[0].field, 'language')
  })

  test('a role decides what somebody may do', async ({ client, assert }) => {
    const account = await makeAccount()
    const owner = await makeUser(account.id, 'owner')
    const allowed = async () => (await getPage(client, '/overview', owner)).inertiaProps.can
    assert.isTrue((await allowed()).manage)
    await Membership.query().where('user_id', owner.id).update({ role: 'finance' })
    assert.deepEqual(await allowed(), {
      configure: false,
      operate: false,
      bill: true,
      manage: false,
    })
  })
})
