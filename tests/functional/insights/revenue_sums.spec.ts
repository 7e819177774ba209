import { test } from '@japa/runner'
import fc from 'fast-check'
import { GRAINS } from '#insights/revenue/grains'
import { readRevenue } from '#insights/revenue/read_revenue'
import { nextDate, readBounds } from '#insights/revenue/split_span'
import { sumNextDay } from '#insights/revenue/sum_days'
import { netOf } from '#insights/revenue/types'
import { GROUPINGS } from '#insights/validators/revenue_query'
import { DAY, dateText } from '#shared/local_time'
import { store } from '#store/store'
import { billingAccount, book, unbook } from '#tests/functional/billing/support'
import { losingPower } from '#tests/helpers/power_loss'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 10)
const today = dateText(Math.floor(Date.now() / DAY))
const ago = (days: number) => nextDate(today, -days)

type Step =
  | { do: 'sell'; days: number; amount: number; partner: string; currency: string }
  | { do: 'cancel'; which: number; days: number }
  | { do: 'sum' }
  | { do: 'crash' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sell' as const),
      days: fc.nat(100),
      amount: fc.constantFrom(0, 1, 999, 2500),
      partner: fc.constantFrom('sunco', 'brightco'),
      currency: fc.constantFrom('EUR', 'EUR', 'JPY'),
    }),
  },
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat(50), days: fc.nat(60) }),
  fc.record({ do: fc.constant('sum' as const) }),
  fc.record({ do: fc.constant('crash' as const) })
)

/** What the postings themselves come to, with no sums in between. */
async function plainly(accountId: string, from: string, to: string) {
  const rows = await store.all(
    'select currency, sum(amount) as net from postings where account_id = ? and day >= ? and day <= ? group by currency order by currency',
    [accountId, from, to]
  )
  return rows.map(({ currency, net }) => [currency, Number(net)])
}

async function reported(
  accountId: string,
  from: string,
  to: string,
  grouping: (typeof GROUPINGS)[number] | null
) {
  const lines = await readRevenue(accountId, readBounds({ from, to }), grouping)
  const nets = new Map<string, number>()
  for (const line of lines) nets.set(line.currency, (nets.get(line.currency) ?? 0) + netOf(line))
  return [...nets].sort(([a], [b]) => (a < b ? -1 : 1))
}

test.group('revenue: sums of the ledger', (group) => {
  group.each.teardown(async () => {
    while (await sumNextDay(Date.now()));
  })

  test('at every moment each grouping comes to what the postings come to', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 20 }),
        fc.nat(110),
        fc.nat(110),
        async (steps, a, b) => {
          const { account } = await billingAccount()
          const [from, to] = [ago(Math.max(a, b)), ago(Math.min(a, b))]
          const sold: string[] = []
          for (const one of steps) {
            if (one.do === 'sell')
              sold.push(
                ...(await book(account, { ...one, day: ago(one.days) })).map((s) => s.posting)
              )
            else if (one.do === 'cancel' && sold.length)
              await unbook(sold[one.which % sold.length], Date.now() - one.days * DAY)
            else if (one.do === 'sum') while (await sumNextDay(Date.now()));
            else if (one.do === 'crash')
              await losingPower(['update', 'revenue_cursors'], () => sumNextDay(Date.now()))
            const expected = await plainly(account.id, from, to)
            for (const grouping of [null, ...GROUPINGS])
              assert.deepEqual(await reported(account.id, from, to, grouping), expected)
          }
        }
      ),
      { numRuns: RUNS, endOnFailure: false }
    )
  })

  test('what is booked under a date that is summed up is added by the database', async ({
    assert,
  }) => {
    const { account } = await billingAccount()
    const [first] = await book(account, { day: ago(40), amount: 700 })
    while (await sumNextDay(Date.now()));
    await book(account, { day: ago(40), amount: 50 })
    await unbook(first.posting, Date.now() - 30 * DAY)
    const [line] = await readRevenue(account.id, readBounds({}), 'profile')
    assert.deepInclude(line, { delivered: 2, cancelled: 1, gross: 750, reversed: 700 })
    const [of] = await store.all(
      `select sum(gross) as gross from revenue_sums where account_id = ? and grain = 'day'`,
      [account.id]
    )
    assert.equal(Number(of.gross), 750)
  })

  test('several at once sum each day up once', async ({ assert }) => {
    const { account } = await billingAccount()
    for (let days = 3; days < 12; days++)
      await book(account, { day: ago(days), amount: 10, count: 3 })
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (await sumNextDay(Date.now()));
      })
    )
    const rows = await store.all(
      `select grain, sum(delivered) as n from revenue_sums where account_id = ? group by grain order by grain`,
      [account.id]
    )
    assert.deepEqual(
      rows.map(({ grain, n }) => [grain, Number(n)]),
      [...GRAINS].sort().map((grain) => [grain, 27])
    )
  })

  test('one partner, profile or source alone', async ({ assert }) => {
    const { account } = await billingAccount()
    await book(account, { day: ago(50), amount: 700 })
    await book(account, { day: ago(50), amount: 30, partner: 'brightco' })
    while (await sumNextDay(Date.now()));
    await book(account, { day: today, amount: 5, partner: 'brightco' })
    const [{ id }] = await store.all(
      `select id from partners where account_id = ? and key = 'brightco'`,
      [account.id]
    )
    const grossOf = async (filter: object, grouping: 'day' | 'month' | 'source' | null = null) =>
      (await readRevenue(account.id, readBounds({}), grouping, filter)).reduce(
        (sum, { gross }) => sum + gross,
        0
      )
    assert.equal(await grossOf({ partnerId: id }), 35)
    assert.equal(await grossOf({ partnerId: id }, 'day'), 35)
    assert.equal(await grossOf({ source: 'ads' }, 'month'), 735)
    assert.equal(await grossOf({ source: '' }, 'source'), 0)
  })
})
