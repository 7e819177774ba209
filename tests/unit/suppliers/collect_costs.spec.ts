import { test } from '@japa/runner'
import fc from 'fast-check'
import { percentOf } from '#shared/money'
import { type CostContext, collectCosts } from '#suppliers/costs/collect_costs'
import type { CostEvent, CostPosting } from '#suppliers/costs/types'
import type { SupplierTerms } from '#suppliers/types'

const NOON = Date.parse('2026-10-10T12:00:00Z')
const DAY = 86_400_000

const TERMS: SupplierTerms[] = [
  {
    valid_from: '2026-10-01',
    received: '1.00',
    accepted: '2.00',
    sold: '5.00',
    revenue_percent: '40',
  },
]

let counter = 0
const event = (
  type: CostEvent['type'],
  lead: string,
  more: Partial<CostEvent> = {}
): CostEvent => ({
  id: `evt_${String(++counter).padStart(9, '0')}`,
  accountId: 'acc',
  at: NOON,
  type,
  leadId: lead,
  deliveryId: null,
  source: 'ads',
  test: false,
  duplicate: false,
  amount: 0,
  currency: 'EUR',
  ...more,
})
const sale = (lead: string, delivery: string, amount: number, at = NOON) =>
  event('revenue.booked', lead, { deliveryId: delivery, amount, at })
const taken = (lead: string, delivery: string, amount: number, at = NOON) =>
  event('revenue.reversed', lead, { deliveryId: delivery, amount: -amount, at })

/** A context over a whole trail; `written` is what the database has. */
function contextOf(
  trail: readonly CostEvent[],
  terms: SupplierTerms[] = TERMS,
  written = new Map<string, CostPosting>()
): CostContext {
  return {
    account: () => ({ timeZone: 'Europe/Berlin', currency: 'EUR' }),
    supplierOf: (_, source) => (source === 'ads' ? { id: 'sup', terms } : null),
    movesOf: (lead) =>
      trail
        .filter(({ leadId, type }) => leadId === lead && type !== 'lead.received')
        .map(({ id, type }) => ({ eventId: id, type: type as 'revenue.booked' })),
    known: (id) => written.get(id) ?? null,
  }
}
const ids = (postings: CostPosting[]) => postings.map(({ id, amount }) => `${id} ${amount}`)

test.group('suppliers: what leads cost', () => {
  test('each cause once, by the terms of the day', ({ assert }) => {
    const trail = [
      event('lead.received', 'a'),
      event('lead.received', 'b', { duplicate: true }),
      event('lead.received', 'c', { test: true }),
      event('lead.received', 'd', { source: 'other' }),
      event('lead.received', 'e', { source: null }),
      sale('a', 'x', 2_500),
      sale('a', 'y', 1_000),
    ]
    assert.deepEqual(ids(collectCosts(trail, contextOf(trail))), [
      'a.received 100',
      'a.accepted 200',
      'b.received 100',
      'a.sold.1 500',
      'x.revenue 1000',
      'y.revenue 400',
    ])
  })

  test('terms change with the local day; before the first there are none', ({ assert }) => {
    const terms: SupplierTerms[] = [
      { valid_from: '2026-10-10', received: '1.00' },
      { valid_from: '2026-10-11', received: '3.00' },
    ]
    // Berlin is two hours ahead: 22:00 UTC is the next day there.
    const trail = [
      event('lead.received', 'a', { at: Date.parse('2026-10-09T21:59:59Z') }),
      event('lead.received', 'b', { at: Date.parse('2026-10-09T22:00:00Z') }),
      event('lead.received', 'c', { at: Date.parse('2026-10-10T22:00:00Z') }),
    ]
    assert.deepEqual(ids(collectCosts(trail, contextOf(trail, terms))), [
      'b.received 100',
      'c.received 300',
    ])
  })

  test('the last sale taken back gives the lead back; sold anew it costs anew', ({ assert }) => {
    const trail = [
      sale('a', 'x', 1_000),
      sale('a', 'y', 1_000),
      taken('a', 'x', 1_000),
      taken('a', 'y', 1_000),
      sale('a', 'z', 2_000),
    ]
    assert.deepEqual(ids(collectCosts(trail, contextOf(trail))), [
      'a.sold.1 500',
      'x.revenue 400',
      'y.revenue 400',
      'x.revenue.back -400',
      'y.revenue.back -400',
      'a.sold.1.back -500',
      'a.sold.2 500',
      'z.revenue 800',
    ])
  })

  test('terms that keep what was returned decide on the day of the sale', ({ assert }) => {
    const terms: SupplierTerms[] = [
      { valid_from: '2026-10-01', revenue_percent: '10', keeps_returned: true },
      { valid_from: '2026-10-12', revenue_percent: '10' },
    ]
    const trail = [
      sale('a', 'x', 1_000),
      sale('b', 'y', 1_000, NOON + 3 * DAY),
      taken('a', 'x', 1_000, NOON + 4 * DAY),
      taken('b', 'y', 1_000, NOON + 4 * DAY),
    ]
    const made = collectCosts(trail, contextOf(trail, terms))
    assert.deepEqual(ids(made), ['x.revenue 100', 'y.revenue 100', 'y.revenue.back -100'])
    assert.equal(made.at(-1)!.day, '2026-10-14')
  })

  test('however the trail is cut and however often a part is read, the rows are the same and add up', ({
    assert,
  }) => {
    const step = fc.record({
      lead: fc.nat(2),
      sale: fc.nat(3),
      amount: fc.integer({ min: 1, max: 9_999 }),
    })
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        fc.array(fc.nat(30), { maxLength: 6 }),
        (steps, cuts) => {
          const state = new Map<string, number | 'gone'>()
          const trail: CostEvent[] = []
          for (const { lead, sale: nth, amount } of steps) {
            const delivery = `dlv${lead}${nth}`
            const now = state.get(delivery)
            if (now === undefined) {
              state.set(delivery, amount)
              trail.push(sale(`lead${lead}`, delivery, amount))
            } else if (now !== 'gone') {
              state.set(delivery, 'gone')
              trail.push(taken(`lead${lead}`, delivery, now))
            }
          }
          const whole = collectCosts(trail, contextOf(trail))
          const written = new Map<string, CostPosting>()
          const ends = [...cuts.map((n) => Math.min(n, trail.length)), trail.length]
          let from = 0
          for (const end of ends.toSorted((a, b) => a - b)) {
            // Every stretch is read again from somewhat before: what is there already stays.
            const stretch = trail.slice(Math.max(0, from - 2), end)
            const seen = trail.slice(0, end)
            for (const one of collectCosts(stretch, contextOf(seen, TERMS, written)))
              if (!written.has(one.id)) written.set(one.id, one)
            from = end
          }
          assert.deepEqual([...written.keys()].toSorted(), whole.map(({ id }) => id).toSorted())
          const live = [...state.entries()].filter(([, now]) => now !== 'gone')
          const shares = live.reduce((sum, [, now]) => sum + percentOf(now as number, '40'), 0)
          const soldLeads = new Set(live.map(([delivery]) => delivery[3]))
          const total = [...written.values()].reduce((sum, { amount }) => sum + amount, 0)
          assert.equal(total, shares + soldLeads.size * 500)
        }
      )
    )
  })
})
