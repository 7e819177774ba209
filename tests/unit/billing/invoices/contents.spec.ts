import { test } from '@japa/runner'
import fc from 'fast-check'
import { type CreditGroup, creditContent } from '#billing/invoices/credit_content'
import { draftContent } from '#billing/invoices/draft_content'
import { lastMonth, monthPeriod } from '#billing/invoices/month_period'
import { buyerOf, missingData } from '#billing/invoices/parties'
import { statusOf } from '#billing/invoices/status_of'
import type { DaySum, Treatment } from '#billing/invoices/types'

const vat = (rate: string | null): Treatment => ({
  strategy: 'domestic_vat',
  category: rate === null ? 'O' : 'S',
  rate,
  tax_country: 'DE',
  exemption_code: null,
  note: null,
  evidence: {},
})
const sum = (day: string, amount: number, count: number, profileId = 'a'): DaySum => ({
  day,
  profileId,
  amount,
  count,
})
const name = (id: string) => `Lead · ${id}`

test.group('billing: what a document says', () => {
  test('lines by profile and price, tax once on the total', ({ assert }) => {
    const content = draftContent(
      [sum('2026-10-01', 333, 2), sum('2026-10-31', 333, 1), sum('2026-10-02', 500, 1, 'b')],
      () => vat('19'),
      name
    )
    assert.deepEqual(
      content.lines.map(({ description, quantity, net, from, to }) => [
        ...[description, quantity, net, from, to],
      ]),
      [
        ['Lead · a', 3, 999, '2026-10-01', '2026-10-31'],
        ['Lead · b', 1, 500, '2026-10-02', '2026-10-02'],
      ]
    )
    assert.deepEqual([content.net, content.tax, content.gross], [1499, 285, 1784])
  })

  test('three times 3.33 at 19 % is 1.90, and half a cent goes up', ({ assert }) => {
    const tax = (amount: number, count: number, rate: string | null) =>
      draftContent([sum('2026-10-01', amount, count)], () => vat(rate), name).tax
    assert.equal(tax(333, 3, '19'), 190)
    assert.equal(tax(10, 1, '25'), 3)
    assert.equal(tax(200, 1, '25.5'), 51)
    assert.equal(tax(200, 1, null), 0)
  })

  test('a rate that changes and comes back cuts lines, and makes two groups', ({ assert }) => {
    const rateOn = (day: string) => (day === '2026-10-02' ? '16' : '19')
    const { lines, groups } = draftContent(
      ['2026-10-01', '2026-10-02', '2026-10-03'].map((day) => sum(day, 100, 1)),
      (day) => vat(rateOn(day)),
      name
    )
    assert.deepEqual(
      lines.map(({ from, group }) => [from, group]),
      [
        ['2026-10-01', 0],
        ['2026-10-02', 1],
        ['2026-10-03', 0],
      ]
    )
    assert.deepEqual(
      groups.map(({ net, tax }) => [net, tax]),
      [
        [200, 38],
        [100, 16],
      ]
    )
  })

  test('credits of parts add up to the original, to the cent, in any order', ({ assert }) => {
    const day = fc.record({ amount: fc.nat(100_000), count: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('19', '25.5', '8.1', '0', '7', null),
        fc.infiniteStream(fc.nat(1_000)),
        (days, rate, choices) => {
          const original = draftContent(
            days.map(({ amount, count }, i) => sum('2026-10-01', amount, count, String(i))),
            () => vat(rate),
            name
          )
          const left = original.lines.map(({ quantity }) => quantity)
          const before: CreditGroup[] = []
          const credited = { net: 0, tax: 0 }
          while (left.some((n) => n > 0)) {
            const at = choices.next().value! % left.length
            const quantity = Math.min(left[at], (choices.next().value! % 4) + 1)
            if (quantity === 0) continue
            left[at] -= quantity
            const line = { ...original.lines[at], quantity }
            const credit = creditContent(original.groups, before, [line])
            assert.isAtLeast(credit.tax, 0)
            before.push(...credit.groups)
            credited.net += credit.net
            credited.tax += credit.tax
            assert.isAtMost(credited.tax, original.tax)
          }
          assert.deepEqual(credited, { net: original.net, tax: original.tax })
        }
      )
    )
  })

  test('periods end where months end', ({ assert }) => {
    assert.deepEqual(monthPeriod('2028-02'), { from: '2028-02-01', to: '2028-02-29' })
    assert.deepEqual(monthPeriod('2026-10'), { from: '2026-10-01', to: '2026-10-31' })
    for (const text of ['2026-13', '2026-1', '2026', '2026-10-01', ''])
      assert.isNull(monthPeriod(text))
    assert.deepEqual(lastMonth('2026-01-15'), { from: '2025-12-01', to: '2025-12-31' })
    assert.deepEqual(lastMonth('2026-03-31'), { from: '2026-02-01', to: '2026-02-28' })
  })

  test('overdue begins on the day after the due date', ({ assert }) => {
    const balance = { due: 1, dueDay: '2026-10-10' }
    assert.equal(statusOf('issued', balance, '2026-10-10'), 'open')
    assert.equal(statusOf('issued', balance, '2026-10-11'), 'overdue')
    assert.equal(statusOf('issued', { ...balance, due: 0 }, '2026-10-11'), 'paid')
    assert.equal(statusOf('draft', null, '2026-10-11'), 'draft')
  })

  test('what an invoice must show is asked for, where the country has it', ({ assert }) => {
    const seller = buyerOf('Us', { street: 'A 1', postal_code: '1', city: 'B', country: 'DE' })
    const fields = (billing: object) =>
      missingData(seller, buyerOf('P', billing), true).map(({ field }) => field)
    assert.deepEqual(fields({ street: 'A', city: 'Dublin', country: 'IE' }), [])
    assert.deepEqual(fields({ street: 'A', city: 'Paris', country: 'FR' }), [
      'partner.billing.postal_code',
    ])
    assert.lengthOf(missingData(buyerOf('Us', null), buyerOf('P', null), false), 9)
  })
})
