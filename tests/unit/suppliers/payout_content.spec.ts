import { test } from '@japa/runner'
import fc from 'fast-check'
import { percentOf } from '#shared/money'
import type { Treatment } from '#billing/invoices/types'
import type { CostSum } from '#billing/self_billing/cost_sums'
import { payoutContent } from '#billing/self_billing/payout_content'
import { selfBillingNote } from '#billing/self_billing/words'
import { CAUSES } from '#suppliers/costs/types'

const treatment = (rate: string): Treatment => ({
  ...{ strategy: 'domestic_vat', category: 'S', rate, tax_country: 'DE' },
  ...{ exemption_code: null, note: null, evidence: {} },
})
const verdictOf = (day: string) => treatment(day < '2026-10-15' ? '16' : '19')
const describe = (cause: string, source: string) => `${cause} ${source}`

const sum: fc.Arbitrary<CostSum> = fc.record({
  day: fc.constantFrom('2026-10-01', '2026-10-14', '2026-10-15', '2026-10-31'),
  cause: fc.constantFrom(...CAUSES),
  source: fc.constantFrom('a', 'b'),
  amount: fc.integer({ min: 1, max: 9_999 }),
  count: fc.integer({ min: 1, max: 5 }),
})

test.group('self-billing: content', () => {
  test('lines and groups add up to the costs, and tax is rounded once a group', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(sum, { maxLength: 30 }), (sums) => {
        const { lines, groups, net, tax, gross } = payoutContent(sums, verdictOf, describe)
        const total = sums.reduce((all, { amount, count }) => all + amount * count, 0)
        assert.equal(net, total)
        assert.equal(
          lines.reduce((all, line) => all + line.net, 0),
          total
        )
        assert.equal(
          lines.reduce((all, line) => all + line.costs, 0),
          sums.reduce((all, { count }) => all + count, 0)
        )
        for (const line of lines) assert.equal(line.net, line.quantity * line.unitAmount)
        for (const [place, group] of groups.entries()) {
          const of = lines.filter((line) => line.group === place)
          assert.equal(
            of.reduce((all, line) => all + line.net, 0),
            group.net
          )
          assert.equal(group.tax, percentOf(group.net, (group.treatment as Treatment).rate!))
        }
        assert.equal(gross, net + tax)
        assert.isAtMost(groups.length, 2)
      })
    )
  })

  test('a share of revenue is one line, a rate change cuts it', ({ assert }) => {
    const share = (day: string, amount: number): CostSum => ({
      ...{ day, cause: 'revenue', source: 'a', amount, count: 1 },
    })
    const { lines } = payoutContent(
      [share('2026-10-01', 123), share('2026-10-02', 77), share('2026-10-20', 50)],
      verdictOf,
      describe
    )
    assert.deepEqual(
      lines.map(({ quantity, unitAmount, net, costs }) => [quantity, unitAmount, net, costs]),
      [
        [1, 200, 200, 2],
        [1, 50, 50, 1],
      ]
    )
  })

  test('the wording stands in the language of the document and in English', ({ assert }) => {
    assert.equal(selfBillingNote('en'), 'Self-billing')
    assert.equal(selfBillingNote('de'), 'Gutschrift (Self-billing)')
  })
})
