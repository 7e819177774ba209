import { test } from '@japa/runner'
import fc from 'fast-check'
import { returnPlaces } from '#distribution/pings/return_places'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { brokenInvariants, loanBlueprint } from '#tests/functional/distribution/support'
import { makeAccount, startEngine } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'

/** What senders do, in any order: ask, hand in a lead with one of the answers or with none, or let time go by. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ping' as const), test: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('post' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lead' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('later' as const) }) }
)
type Step = ReturnType<typeof step.generate>['value']

let n = 0

test.group('any order of pings, posts and time', (group) => {
  group.setup(startEngine)

  test('no cap is passed, nothing stays held, and a price that was told is the price', async ({
    assert,
  }) => {
    const server = await partnerServer()
    // Two of five leads are declined after all.
    server.behave(({ body }) => ({
      json: { status: Number(/\d+/.exec(String(body.email))![0]) % 5 < 2 ? 'no' : 'ok' },
    }))
    const cap = 3
    const play = async (steps: readonly Step[]) => {
      const account = await makeAccount({
        currency: 'EUR',
        blueprint: loanBlueprint(server, [
          {
            key: 'laddered',
            tiers: { per: 'total', steps: [{ from: 2, price: '9.00' }] },
            price: '12.00',
            caps: { total: cap },
          },
          { key: 'behind', price: '2.00', caps: { spend_total: '5.00' } },
        ]),
      })
      const api = as(account)
      const quotes: { id: string; price: string; test: boolean; over: boolean }[] = []
      const lead = () => ({ email: `${++n}@example.org` })
      for (const one of steps) {
        if (one.do === 'ping') {
          const { body } = await api.post('/pings', { entity: 'loan', values: {}, test: one.test })
          if (body.outcome === 'accepted')
            quotes.push({ id: body.ping_id, price: body.price.amount, test: one.test, over: false })
        } else if (one.do === 'lead') {
          await api.post('/leads', { entity: 'loan', values: lead() }, { prefer: 'wait=10' })
        } else if (one.do === 'later') {
          await returnPlaces(Date.now() + 61_000)
          for (const quote of quotes) quote.over = true
        } else if (quotes.length > 0) {
          const quote = quotes[one.which % quotes.length]
          const body = { entity: 'loan', values: lead(), test: quote.test, ping_id: quote.id }
          const answer = await api.post('/leads', body, { prefer: 'wait=10' })
          assert.equal(answer.status, quote.over ? 409 : 201)
          if (!quote.over)
            assert.equal(answer.body.distributions[0].deliveries[0].price.amount, quote.price)
          quote.over = true
        }
        const rows = await store.all('select * from cap_buckets where account_id = ?', [account.id])
        for (const row of rows)
          assert.isAtMost(Number(row.used), String(row.id).includes('spend') ? 500 : cap)
        assert.deepEqual(await brokenInvariants(account.id), [])
      }
      await returnPlaces(Date.now() + 61_000)
      const held = await store.all(
        `select id from ping_places where account_id = ? and status = 'held'`,
        [account.id]
      )
      assert.lengthOf(held, 0)
      assert.deepEqual(await brokenInvariants(account.id), [])
    }
    try {
      const ping = { do: 'ping' as const, test: false }
      const post = { do: 'post' as const, which: 0 }
      await play([ping, ping, ping, ping, { do: 'lead' }, post, { do: 'later' }, ping, post])
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), play), {
        numRuns: 12,
      })
    } finally {
      await server.close()
    }
  }).timeout(240_000)
})
