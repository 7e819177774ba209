import { test } from '@japa/runner'
import { store } from '#store/store'
import { apply, newAccount } from '#tests/functional/blueprint/new_account'
import { loanBlueprint, sendLead } from '#tests/functional/distribution/support'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import { type PartnerServer, partnerServer } from '#tests/helpers/partner_server'

const paths = (changes: { path: string }[]) => changes.map(({ path }) => path)

test.group('Versions side by side', (group) => {
  let server: PartnerServer
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  async function house() {
    const account = await newAccount({ country: 'DE' })
    const form = (price: string) => loanBlueprint(server, [{ key: 'one', price }, { key: 'two' }])
    await apply(account, form('25.00'))
    await apply(account, form('30.00'))
    await apply(account, form('35.00'))
    return { account, user: await makeUser(account.id, 'operator') }
  }

  test('any two versions, what is live, the draft, and what is not saved yet', async ({
    client,
    assert,
  }) => {
    const { account, user } = await house()
    const compare = async (body: object) => {
      const answer = await askJson(client, 'post', '/profiles/loans/compare', user, body)
      answer.assertStatus(200)
      return answer.body()
    }
    const two = await compare({ from: '1', to: '3' })
    assert.deepEqual(two.changes, [{ path: 'assignments.one.price', from: '25.00', to: '35.00' }])
    assert.equal(two.from.version, 1)
    assert.isFalse(two.from.live)
    assert.isTrue(two.to.live)
    assert.isString(two.to.at)

    assert.deepEqual((await compare({ from: 'live', to: 'draft' })).changes, [])
    const { assignments } = two.after
    const route = {
      start: 'geo',
      nodes: {
        geo: {
          type: 'condition',
          rule: { field: 'amount', operator: 'greater_than', value: 1 },
          ports: { yes: 'offer', no: 'offer' },
        },
        offer: { type: 'offer', strategy: { use: 'first_match' } },
      },
    }
    const unsaved = await compare({
      from: 'live',
      to: 'draft',
      form: { price: null, assignments, route },
    })
    assert.sameMembers(paths(unsaved.changes), ['price', 'strategy', 'route'])
    assert.notProperty(unsaved.after, 'price')
    const rows = await store.all(
      'select number from profile_versions where number = 0 and account_id = ?',
      [account.id]
    )
    assert.lengthOf(rows, 0)

    const list = await askJson(client, 'get', '/profiles/loans/published', user)
    assert.deepEqual(
      list.body().data.map((one: { version: number }) => one.version),
      [3, 2, 1]
    )
  })

  test('what is not there is not found; a side that is none is refused', async ({ client }) => {
    const { user } = await house()
    const ask = (path: string, body: object) => askJson(client, 'post', path, user, body)
    ;(await ask('/profiles/loans/compare', { from: '9', to: 'live' })).assertStatus(404)
    ;(await ask('/profiles/none/compare', { from: 'live', to: 'draft' })).assertStatus(404)
    ;(await ask('/profiles/loans/compare', { from: 'best', to: 'draft' })).assertStatus(422)
    const other = await house()
    ;(await askJson(client, 'get', '/profiles/none/published', other.user)).assertStatus(404)
  })

  test('the way of a lead is told for the version that routed it, and to its own account', async ({
    client,
    assert,
  }) => {
    const { account, user } = await house()
    const lead = await sendLead(account.id, { amount: 100 })
    const answer = await askJson(client, 'get', `/leads/${lead}/way?profile=loans&version=3`, user)
    answer.assertStatus(200)
    const { path, status, offers } = answer.body()
    assert.equal(status, 'sold')
    assert.deepEqual(path.at(-1).node, 'offer')
    assert.deepEqual(offers, [
      { node: 'offer', partner: 'one', name: 'one', price: '35.00', status: 'accepted' },
    ])
    const other = await askJson(client, 'get', `/leads/${lead}/way?profile=loans&version=2`, user)
    other.assertStatus(404)
    const { user: stranger } = await house()
    const foreign = await askJson(
      client,
      'get',
      `/leads/${lead}/way?profile=loans&version=3`,
      stranger
    )
    foreign.assertStatus(404)
  })
})
