import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { recordOnBalance } from '#billing/balances/top_up'
import { store } from '#store/store'
import { brokenInvariants, ledgerOf, sendLead } from '#tests/functional/distribution/support'
import { HeldAnswers, Stage, allEnded } from '#tests/services/support/workers'

test.group('money over worker processes', (group) => {
  let stage: Stage
  group.each.setup(async () => {
    stage = new Stage()
    await stage.open()
    return () => stage.close()
  })
  const send = (id: string, count: number) =>
    Promise.all(Array.from({ length: count }, () => sendLead(id, {}, { wait: 0 })))

  test('a balance and a ladder of prices are exact over three workers, one of them killed', async ({
    assert,
  }) => {
    const tiers = {
      per: 'month',
      steps: [
        { from: 21, price: '8.00' },
        { from: 41, price: '5.00' },
      ],
    }
    const id = await stage.account(
      [{ key: 'one', tiers }],
      {},
      { one: { billing: { balance: { mode: 'prepaid' } } } }
    )
    const partner = (await store.first('select partner_id from balances where account_id = ?', [
      id,
    ]))!
    await recordOnBalance((await loadAccount(id))!, partner.partner_id as string, {
      // Twenty at 10.00, twenty at 8.00, ten at 5.00, and some cents more.
      ...{ kind: 'top_up', amount: 20_000 + 16_000 + 5_000 + 499 },
      ...{ at: Date.now(), reference: null, actor: null },
    })
    const [doomed] = await stage.start(3)
    const held = new HeldAnswers()
    stage.server.behave(held.behave)
    await send(id, 120)
    await held.waitFor(20)
    assert.equal(await doomed.kill('SIGKILL'), 'SIGKILL')
    held.release()
    await allEnded(id)
    assert.deepEqual(await ledgerOf(id), { count: 50, total: 41_000 })
    const prices = await store.all(
      `select price, count(*) as n from deliveries where account_id = ? and status = 'accepted'
       group by price order by price desc`,
      [id]
    )
    assert.deepEqual(
      prices.map((row) => [Number(row.price), Number(row.n)]),
      [
        [1000, 20],
        [800, 20],
        [500, 10],
      ]
    )
    const balance = await store.first('select available from balances where account_id = ?', [id])
    assert.equal(Number(balance!.available), 499)
    assert.deepEqual(await brokenInvariants(id), [])
  })
})
