import { test } from '@japa/runner'
import fc from 'fast-check'
import { hasDropped } from '#insights/acceptance'
import { medianOf, stepOf } from '#insights/figures/answer_steps'
import { collectFigures } from '#insights/figures/collect_figures'
import type { Ending, EventLine, LogPart } from '#insights/figures/types'

const AT = Date.parse('2026-03-18T22:30:00Z')
const line = (id: string, type: string, data = {}, more: Partial<EventLine> = {}): EventLine => ({
  id,
  accountId: 'acc',
  at: AT,
  type,
  leadId: 'lead',
  leadAt: AT,
  source: 'ads',
  test: false,
  distributionId: 'd1',
  profileId: 'p1',
  runAt: AT,
  partnerId: 'par',
  data,
  ...more,
})
const ended = (id: string, run: string, status: string) =>
  line(id, 'distribution.finished', { status }, { distributionId: run })

/** The trail cut into stretches, each read with every ending of its leads, as the reader does it. */
function addedUp(events: EventLine[], cuts: number[], zone = 'UTC') {
  const endings = new Map<string, Ending[]>([
    [
      'lead',
      events
        .filter((one) => one.type === 'distribution.finished')
        .map((one) => ({
          eventId: one.id,
          distributionId: one.distributionId!,
          status: String(one.data.status),
        })),
    ],
  ])
  const total: Record<string, number> = {}
  let from = 0
  for (const to of [...cuts.sort((a, b) => a - b), events.length]) {
    const part: LogPart = { events: events.slice(from, to), endings }
    for (const one of collectFigures(part, () => zone).lines)
      for (const name of ['leads', 'sold', 'unsold', 'held'] as const) {
        const id = `${one.dimension} ${name}`
        total[id] = (total[id] ?? 0) + one[name]
      }
    from = to
  }
  return total
}

test.group('Figures from the trail', () => {
  test('a lead counts once, as what its runs say together, however the trail is cut', ({
    assert,
  }) => {
    const status = fc.constantFrom('sold', 'unsold', 'held')
    const runs = fc.array(fc.tuple(fc.constantFrom('d1', 'd2', 'd3'), status), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(runs, fc.array(fc.nat(7), { maxLength: 3 }), (endings, cuts) => {
        const events = [
          line('e0', 'lead.received'),
          ...endings.map(([run, how], i) => ended(`e${i + 1}`, run, how)),
        ]
        const last = new Set(new Map(endings).values())
        const verdict = ['sold', 'held', 'unsold'].find((one) => last.has(one as never))!
        const total = addedUp(
          events,
          cuts.map((cut) => Math.min(cut, events.length))
        )
        for (const dimension of ['hour', 'source']) {
          assert.equal(total[`${dimension} leads`], 1)
          for (const name of ['sold', 'unsold', 'held'])
            assert.equal(total[`${dimension} ${name}`], name === verdict ? 1 : 0)
        }
        // A profile counts each of its runs once, by its last ending.
        assert.equal(total['profile leads'], new Set(endings.map(([run]) => run)).size)
        assert.equal(
          total['profile sold'],
          [...new Map(endings).values()].filter((one) => one === 'sold').length
        )
      })
    )
  })

  test('a lead belongs to the day and hour it came in, in the zone of the account', ({
    assert,
  }) => {
    const part = { events: [line('e1', 'lead.received')], endings: new Map() }
    const [hour] = collectFigures(part, () => 'Europe/Berlin').lines
    assert.deepEqual([hour.day, hour.key], ['2026-03-18', '23'])
    const [next] = collectFigures(part, () => 'Asia/Kolkata').lines
    assert.deepEqual([next.day, next.key], ['2026-03-19', '04'])
  })

  test('test leads are no figures, and what is tried again is no answer yet', ({ assert }) => {
    const events = [
      line('e1', 'lead.received', {}, { test: true }),
      line('e2', 'delivery.failed', { duration_ms: 12, retry_at: '2026-03-18T22:31:00Z' }),
    ]
    const { lines, answers } = collectFigures({ events, endings: new Map() }, () => 'UTC')
    assert.deepEqual([lines, answers], [[], []])
  })

  test('an answer is kept with its outcome and the step of its time', ({ assert }) => {
    const events = [
      line('e1', 'delivery.accepted', { duration_ms: 120, retry_at: null }),
      line('e2', 'delivery.rejected', { duration_ms: 120, retry_at: null }),
      line('e3', 'delivery.sent', { duration_ms: 9, retry_at: null }),
      line('e4', 'delivery.unknown', { duration_ms: 10_000, retry_at: null }),
      line('e5', 'delivery.accepted', { duration_ms: null, retry_at: null }),
    ]
    const { answers } = collectFigures({ events, endings: new Map() }, () => 'UTC')
    assert.deepEqual(
      answers.map(({ outcome, step, n }) => [outcome, step, n]),
      [
        ['sold', stepOf(120), 1],
        ['rejected', stepOf(120), 1],
        ['sold', -1, 2],
        ['failed', -1, 1],
      ]
    )
  })
})

test.group('Answer times', () => {
  test('the median is within 5 % of the true one', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1 }), (times) => {
        const sorted = [...times].sort((a, b) => a - b)
        const exact = sorted[Math.ceil(sorted.length / 2) - 1]
        const found = medianOf(times.map((ms) => [stepOf(ms), 1]))!
        assert.isAtMost(Math.abs(found - exact), 1 + exact * 0.05)
      })
    )
  })

  test('without an answer there is none', ({ assert }) => {
    assert.isNull(medianOf([]))
    assert.isNull(medianOf([[-1, 5]]))
  })
})

test.group('Acceptance', () => {
  test('a fall needs answers enough on both sides', ({ assert }) => {
    const of = (answers: number, acceptance: number) => ({ answers, acceptance })
    assert.isTrue(hasDropped(of(40, 0.5), of(200, 0.8)))
    assert.isFalse(hasDropped(of(40, 0.7), of(200, 0.8)))
    assert.isFalse(hasDropped(of(5, 0), of(200, 0.8)))
    assert.isFalse(hasDropped(of(40, 0.5), { answers: 0, acceptance: null }))
  })
})
