import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import Membership from '#accounts/models/membership'
import User from '#accounts/models/user'
import { newId } from '#shared/ids'
import { apply, newAccount } from '#tests/functional/blueprint/new_account'
import { sendLead } from '#tests/functional/distribution/support'

const blueprint = {
  sluice: 1,
  entities: [
    {
      key: 'loan',
      name: 'Loan lead',
      fields: [
        { key: 'email', label: 'E-mail', type: 'email', required: true },
        { key: 'name', label: 'Name', type: 'text', encrypted: true },
      ],
    },
  ],
  partners: [{ key: 'bank', name: 'Bank', email: 'leads@bank.example', time_zone: 'UTC' }],
  profiles: [
    {
      key: 'loans',
      name: 'Loans',
      entity: 'loan',
      trigger: 'on_arrival',
      price: '10.00',
      strategy: { use: 'first_match' },
      assignments: [{ key: 'bank', partner: 'bank', delivery: { use: 'email' } }],
    },
  ],
}

/** An account that sold one lead by mail, and somebody of its team. */
async function workspace() {
  const account = await newAccount()
  await apply(account, blueprint)
  const leadId = await sendLead(account.id, {
    email: `ann-${account.key}@mail.example`,
    name: 'Ann',
  })
  const now = Date.now()
  const user = await User.create({
    id: newId('usr'),
    email: `${account.key}@team.example`,
    name: null,
    password: 'a long password',
    createdAt: now,
    updatedAt: now,
  })
  const place = { accountId: account.id, userId: user.id, role: 'owner' as const }
  await Membership.create({ id: newId('mem'), ...place, createdAt: now })
  return { account, leadId, user }
}

const page = (client: ApiClient, path: string, user: User) =>
  client
    .get(path)
    .withGuard('team')
    .loginAs(user)
    .withInertia()
    .header('x-inertia-version', version)

/** What the pages' bundle is known by: a request that names none is told. */
let version = ''

test.group('pages', (group) => {
  group.setup(async () => {
    const answer = await fetch(`http://${process.env.HOST}:${process.env.PORT}/api/docs`, {
      headers: { 'x-inertia': 'true' },
    })
    version = answer.headers.get('x-inertia-version')!
  })

  test('a stranger is sent to the login page from every page but the API reference', async ({
    client,
    assert,
  }) => {
    for (const path of [
      ...['/overview', '/leads/x', '/outbox', '/outbox/x', '/events', '/plugins', '/api/tokens'],
    ]) {
      const answer = await client.get(path).redirects(0)
      assert.equal(answer.status(), 302, path)
      assert.equal(answer.header('location'), '/login', path)
    }
    const reference = await client
      .get('/api/docs')
      .withInertia()
      .header('x-inertia-version', version)
    reference.assertInertiaComponent('api/reference')
  })

  test('today counts the account’s own leads, sales and money', async ({ client, assert }) => {
    const own = await workspace()
    await workspace()
    const answer = await page(client, '/overview', own.user)
    const { overview, latest } = answer.inertiaProps
    const ten = { amount: '10.00', currency: 'USD' }
    assert.deepInclude(overview.now, { leads: 1, sold: 1, net: ten })
    assert.lengthOf(overview.partners, 1)
    assert.deepInclude(overview.partners[0], { key: 'bank', name: 'Bank', sales: 1, net: ten })
    assert.lengthOf(latest, 1)
    // The name is encrypted: a list does not open it.
    assert.equal(latest[0].title, `ann-${own.account.key}@mail.example`)
    assert.deepEqual(latest[0].partners, ['Bank'])
  })

  test('a lead is called by what is not encrypted; its story names what keys mean', async ({
    client,
    assert,
  }) => {
    const { account, leadId, user } = await workspace()
    const answer = await page(client, `/leads/${leadId}`, user)
    const props = answer.inertiaProps
    assert.equal(props.lead.title, `ann-${account.key}@mail.example`)
    assert.equal(props.runs[0].status, 'sold')
    assert.equal(props.names.partners.bank, 'Bank')
    assert.deepEqual(
      props.lead.fields.map((field: { label: string }) => field.label),
      ['E-mail', 'Name']
    )
  })

  test('the outbox holds the account’s own mails', async ({ client, assert }) => {
    const { user } = await workspace()
    const list = await page(client, '/outbox', user)
    assert.lengthOf(list.inertiaProps.list.mails, 1)
    const [{ id }] = list.inertiaProps.list.mails
    const mail = await page(client, `/outbox/${id}`, user)
    assert.deepEqual(mail.inertiaProps.mail.to, ['leads@bank.example'])

    const other = await workspace()
    const foreign = await page(client, `/outbox/${id}`, other.user)
    assert.equal(foreign.status(), 404)
  })

  test('a lead of another account is as absent as one that never was', async ({
    client,
    assert,
  }) => {
    const own = await workspace()
    const other = await workspace()
    for (const id of [other.leadId, 'lead_that_never_was']) {
      const answer = await page(client, `/leads/${id}`, own.user)
      assert.equal(answer.status(), 404, id)
      assert.notInclude(answer.text(), 'Ann')
    }
  })

  test('somebody without an account is told so instead of shown anything', async ({
    client,
    assert,
  }) => {
    const { user } = await workspace()
    await Membership.query().where('user_id', user.id).delete()
    const answer = await client.get('/overview').withGuard('team').loginAs(user).redirects(0)
    assert.equal(answer.header('location'), '/no-account')
  })
})
