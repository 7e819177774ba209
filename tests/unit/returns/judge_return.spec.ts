import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  type ReturnCase,
  allowedReturns,
  dayOfWindow,
  judgeReturn,
  monthBounds,
  monthOfSale,
  windowOf,
} from '#distribution/returns/judge_return'
import { type ReturnTerms, termsOf } from '#distribution/returns/terms_of'

const HOUR = 3_600_000
const ZONES = [
  'Europe/Berlin',
  'America/Los_Angeles',
  'America/Havana', // midnight comes twice when the clock is put back
  'America/Asuncion', // midnight is left out when it is put forward
  'Pacific/Apia',
  'Australia/Lord_Howe', // half an hour
  'UTC',
]
const zone = fc.constantFrom(...ZONES)
/** Years with every kind of change, and the ends of their months. */
const moment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) })

/** The calendar of the platform, not ours. */
const dateIn = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10)

const terms = (more: Partial<ReturnTerms> = {}): ReturnTerms => ({
  ...termsOf({ days: 7, reasons: ['invalid_phone', 'duplicate'] }, undefined)!,
  ...more,
})
const asked = (more: Partial<ReturnCase> = {}): ReturnCase => ({
  reason: 'invalid_phone',
  evidence: 0,
  at: 10,
  closesAt: 20,
  used: 0,
  limit: null,
  proven: null,
  waived: false,
  ...more,
})

test.group('returns: window', () => {
  test('is open on the day of the sale and the days after it, in the zone of the partner', ({
    assert,
  }) => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: 0, max: 60 }), (timeZone, soldAt, days) => {
        const { soldDay, lastDay, closesAt } = windowOf(timeZone, soldAt, days)
        assert.equal(soldDay, dateIn(timeZone, soldAt))
        assert.equal(lastDay, addDays(soldDay, days))
        assert.isAbove(closesAt, soldAt)
        assert.isTrue(dateIn(timeZone, closesAt) > lastDay, 'the first instant of another day')
        assert.equal(dateIn(timeZone, closesAt - 1), lastDay, 'the last instant of the last day')
      }),
      { numRuns: 400 }
    )
  })

  test('where the clock changes, a day is longer or shorter and still one', ({ assert }) => {
    // Berlin, 2026-10-25 has 25 hours; a sale at 23:30 the day before.
    const sold = Date.parse('2026-10-24T21:30:00Z')
    const { closesAt } = windowOf('Europe/Berlin', sold, 1)
    assert.equal(new Date(closesAt).toISOString(), '2026-10-25T23:00:00.000Z')
    assert.equal(dayOfWindow('Europe/Berlin', sold, closesAt - 1), 1)
    assert.equal(dayOfWindow('Europe/Berlin', sold, closesAt), 2)
    // Havana: 2026-11-01 begins at the first of its two midnights.
    const havana = windowOf('America/Havana', Date.parse('2026-10-31T12:00:00Z'), 0)
    assert.equal(new Date(havana.closesAt).toISOString(), '2026-11-01T04:00:00.000Z')
  })

  test('the month is that of the sale, to the instant', ({ assert }) => {
    fc.assert(
      fc.property(zone, moment, (timeZone, soldAt) => {
        const month = monthOfSale(timeZone, soldAt)
        const { from, to } = monthBounds(timeZone, month)
        assert.isTrue(from <= soldAt && soldAt < to)
        assert.equal(dateIn(timeZone, from), `${month}-01`)
        assert.notEqual(dateIn(timeZone, from - 1).slice(0, 7), month)
        assert.equal(dateIn(timeZone, to - 1).slice(0, 7), month)
        assert.notEqual(dateIn(timeZone, to).slice(0, 7), month)
      }),
      { numRuns: 400 }
    )
    assert.equal(monthOfSale('America/Los_Angeles', Date.parse('2026-11-01T06:59:59Z')), '2026-10')
    assert.equal(monthOfSale('America/Los_Angeles', Date.parse('2026-11-01T07:00:00Z')), '2026-11')
  })
})

test.group('returns: limits', () => {
  test('the strictest holds, and a share is never rounded up', ({ assert }) => {
    const none = { limitCount: null, limitPercent: null }
    assert.isNull(allowedReturns(none, 100))
    assert.equal(allowedReturns({ ...none, limitCount: 10 }, 5), 10)
    assert.equal(allowedReturns({ limitCount: 10, limitPercent: 10 }, 70), 7)
    assert.equal(allowedReturns({ limitCount: 10, limitPercent: 10 }, 700), 10)
    assert.equal(allowedReturns({ ...none, limitPercent: 0.07 }, 10_000), 7)
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(10_000), (sold, hundredths) => {
        const limit = allowedReturns({ ...none, limitPercent: hundredths / 100 }, sold)!
        assert.isTrue(BigInt(limit) * 10_000n <= BigInt(sold) * BigInt(hundredths))
        assert.isTrue(BigInt(limit + 1) * 10_000n > BigInt(sold) * BigInt(hundredths))
      })
    )
  })

  test('whatever the order of requests and decisions, no more count than the limit', ({
    assert,
  }) => {
    const step = fc.constantFrom('ask', 'refuse', 'approve')
    fc.assert(
      fc.property(fc.nat(5), fc.array(step, { maxLength: 40 }), (limit, steps) => {
        let waiting = 0
        let approved = 0
        for (const one of steps) {
          if (one === 'ask') {
            const verdict = judgeReturn(terms(), asked({ used: waiting + approved, limit }))
            if (verdict.type !== 'refused') waiting++
            else assert.equal(waiting + approved, limit)
          } else if (waiting > 0) {
            waiting--
            if (one === 'approve') approved++
          }
          assert.isAtMost(waiting + approved, limit)
        }
      })
    )
  })
})

test.group('returns: verdicts', () => {
  const refused = (breach: string) => ({ type: 'refused', breach })

  test('each term that is broken refuses by its name', ({ assert }) => {
    assert.deepEqual(judgeReturn(terms(), asked({ reason: 'late' })), refused('reason'))
    assert.deepEqual(judgeReturn(terms(), asked({ at: 20 })), refused('window'))
    assert.deepEqual(judgeReturn(terms(), asked({ at: 19 })), { type: 'wait', beyond: false })
    const withEvidence = terms({ evidence: 'required' })
    assert.deepEqual(judgeReturn(withEvidence, asked()), refused('evidence'))
    assert.equal(judgeReturn(withEvidence, asked({ evidence: 1 })).type, 'wait')
    assert.deepEqual(judgeReturn(terms(), asked({ used: 3, limit: 3 })), refused('limit'))
  })

  test('what is waived waits for a person, also where everything is automatic', ({ assert }) => {
    const automatic = terms({ approval: 'automatic', evidence: 'required' })
    const late = asked({ at: 99, reason: 'late', used: 9, limit: 3, waived: true })
    assert.deepEqual(judgeReturn(automatic, late), { type: 'wait', beyond: true })
  })

  test('automatic within the limit; beyond it waits or is refused', ({ assert }) => {
    const automatic = terms({ approval: 'automatic' })
    assert.equal(judgeReturn(automatic, asked()).type, 'approve')
    const full = asked({ used: 3, limit: 3 })
    assert.deepEqual(judgeReturn(automatic, full), refused('limit'))
    const waits = judgeReturn({ ...automatic, beyondLimit: 'wait' }, full)
    assert.deepEqual(waits, { type: 'wait', beyond: true })
  })

  test('a reason may be automatic alone, and a duplicate is believed when our data show it', ({
    assert,
  }) => {
    const some = terms({ automaticReasons: ['duplicate'] })
    assert.equal(judgeReturn(some, asked()).type, 'wait')
    for (const [proven, type] of [
      [true, 'approve'],
      [false, 'wait'],
      [null, 'wait'],
    ] as const)
      for (const rule of [some, terms({ approval: 'automatic' })])
        assert.equal(judgeReturn(rule, asked({ reason: 'duplicate', proven })).type, type)
  })
})

test.group('returns: terms', () => {
  test('an assignment says otherwise, or takes nothing back', ({ assert }) => {
    const partner = { days: 7, reasons: ['fraud'], limit_count: 3 }
    assert.isNull(termsOf(undefined, undefined))
    assert.isNull(termsOf(partner, { allowed: false }))
    assert.containsSubset(termsOf(partner, { days: 2, approval: 'automatic' }), {
      days: 2,
      reasons: ['fraud'],
      limitCount: 3,
      approval: 'automatic',
      restoresCap: true,
    })
    assert.equal(termsOf(undefined, { days: 1 })!.days, 1)
    assert.include(termsOf({ days: 1, reasons: [] }, undefined)!.reasons, 'other')
  })
})
