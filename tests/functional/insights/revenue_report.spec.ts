import { test } from '@japa/runner'
import { sumNextDay } from '#insights/revenue/sum_days'
import { as } from '#tests/functional/api/call'
import { billingAccount, book } from '#tests/functional/billing/support'

const OLD = '2026-03-10'

test.group('revenue report: what it is narrowed to', () => {
  test('partner, profile, entity, source and currency, alone and together', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: OLD, amount: 700 })
    await book(account, { day: OLD, amount: 30, partner: 'brightco' })
    await book(account, { day: OLD, amount: 5000, currency: 'JPY' })
    const api = as(account)
    const net = async (query: string) => {
      const { status, body } = await api.get(`/reports/revenue?${query}`)
      assert.equal(status, 200, JSON.stringify(body))
      return [body.data.map(({ key }: { key: string }) => key), body.total.net.amount]
    }
    // Read from the ledger, and from its sums: the same.
    for (const summed of [false, true]) {
      if (summed) while (await sumNextDay(Date.now()));
      assert.deepEqual(await net('partner=brightco'), [['brightco'], '0.30'])
      assert.deepEqual(await net('partner=brightco&group_by=month'), [['2026-03'], '0.30'])
      assert.deepEqual(await net('partner=nobody'), [[], '0.00'])
      assert.deepEqual(await net('profile=solar-us&group_by=profile&currency=EUR'), [
        ['solar-us'],
        '7.30',
      ])
      assert.deepEqual(await net('entity=solar&currency=EUR&group_by=day'), [[OLD], '7.30'])
      assert.deepEqual(await net('entity=none'), [[], '0.00'])
      assert.deepEqual(await net('source=ads&partner=sunco&currency=JPY'), [['sunco'], '5000'])
      assert.deepEqual(await net('source=-'), [[], '0.00'])
    }
    const wrong = await api.get('/reports/revenue?currency=euro')
    assert.equal(wrong.status, 422)
  })
})
