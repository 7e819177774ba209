import { test } from '@japa/runner'
import fc from 'fast-check'
import { dateText, dayNumber, localDay, startOfLocalDate } from '#shared/local_time'
import { firstMonth, followingPeriod, trial } from '#accounts/plans/next_period'
import { anchorOf, daysIn, monthFrom } from '#accounts/plans/periods'
import type { Plan, Subscription } from '#accounts/plans/types'

const plan: Plan = {
  ...{ id: 'plan_1', seller: 'install', key: 'starter', name: 'Starter', currency: 'EUR' },
  ...{ price: 4900, trialDays: 7, included: 500, overage: 20, at_limit: 'overage' },
  limits: { entities: null, members: null, partners: null },
  archived: false,
}
const days = fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2031-12-31') })
const zones = fc.constantFrom(
  ...['Europe/Berlin', 'America/New_York', 'America/Havana', 'Asia/Kathmandu'],
  ...['Pacific/Apia', 'Africa/Cairo', 'Australia/Lord_Howe', 'UTC']
)

test.group('Plans | periods', () => {
  test('months follow each other without a gap and keep the day they began on', ({ assert }) => {
    fc.assert(
      fc.property(days, (day) => {
        const first = dateText(day)
        const anchor = anchorOf(first)
        let period = monthFrom(first, anchor)
        for (let i = 0; i < 30; i++) {
          const next = monthFrom(dateText(dayNumber(period.to) + 1), anchor)
          const last = new Date(
            Date.UTC(+next.from.slice(0, 4), +next.from.slice(5, 7), 0)
          ).getUTCDate()
          assert.equal(anchorOf(next.from), Math.min(anchor, last))
          assert.isAtLeast(daysIn(period), 28)
          assert.isAtMost(daysIn(period), 31)
          period = next
        }
      }),
      { numRuns: 200 }
    )
  })

  test('the moments of a period are those of its dates in every zone, summer time or not', ({
    assert,
  }) => {
    fc.assert(
      fc.property(days, zones, fc.integer({ min: 0, max: 24 }), (day, zone, hour) => {
        const at = startOfLocalDate(zone, day) + hour * 3_600_000
        const begun = firstMonth(plan, dateText(localDay(zone, at)), zone)
        assert.isAtMost(begun.fromAt, at)
        assert.isAbove(begun.endsAt, at)
        assert.equal(dateText(localDay(zone, begun.endsAt - 1)), begun.period.to)
        const next = followingPeriod(asRunning(begun), plan, zone)!
        assert.equal(next.fromAt, begun.endsAt)
      }),
      { numRuns: 200 }
    )
  })

  test('a trial has its days beside the one it begins on, and ends with nobody going on', ({
    assert,
  }) => {
    const begun = trial(plan, '2026-03-25', 'Europe/Berlin')
    assert.deepEqual(begun.period, { from: '2026-03-25', to: '2026-04-01' })
    // 29 March has 23 hours in Berlin.
    assert.equal(begun.endsAt - begun.fromAt, 8 * 86_400_000 - 3_600_000)
    assert.isNull(followingPeriod(asRunning(begun), plan, 'Europe/Berlin'))
    const chosen = { ...asRunning(begun), nextPlanId: plan.id }
    assert.deepEqual(followingPeriod(chosen, plan, 'Europe/Berlin')!.period, {
      from: '2026-04-02',
      to: '2026-05-01',
    })
  })
})

const asRunning = (begun: ReturnType<typeof trial>): Subscription => ({
  ...begun,
  ...{ accountId: 'acc_1', seller: 'install', nextPlanId: null, ends: false },
  ...{ endedAt: null, createdAt: 0 },
})
