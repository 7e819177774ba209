import { test } from '@japa/runner'
import fc from 'fast-check'
import { judge } from '#routing/judge'
import type { Schedule } from '#routing/types'
import { assignment, compiled, facts, leadWith } from './helpers.js'

const NOON = Date.parse('2026-11-23T12:00:00Z') // a Monday
const inState = (...states: string[]) => ({
  all: [{ field: 'state', operator: 'in' as const, value: states }],
})

test.group('judge', () => {
  test('tells everybody why: rule, pause, opening hours, in that order', async ({ assert }) => {
    const night = { time_zone: 'America/Los_Angeles', hours: { 'mon-fri': ['08:00-18:00'] } }
    const profile = await compiled({
      assignments: [
        assignment('open', { filter: inState('CA', 'AZ') }),
        assignment('everything'),
        assignment('elsewhere', { filter: inState('NV', 'TX'), schedule: night }),
        assignment('sunco-ca', { filter: inState('CA') }),
        assignment('acme-ca', { schedule: night }),
        assignment('late', { schedule: night }),
      ],
    })
    const judged = judge(
      profile,
      leadWith({ state: 'CA' }),
      facts({
        pausedPartners: new Set(['sunco', 'elsewhere']),
        pausedAssignments: new Set(['acme-ca']),
        nameOf: (partner) => (partner === 'sunco' ? 'SunCo' : partner),
      }),
      NOON
    )
    assert.deepEqual([...judged.eligible], [0, 1])
    const verdicts = judged.evaluations()
    assert.deepEqual(
      verdicts.map((one) => [one.assignment, one.partner, one.eligible, one.reason]),
      [
        ['open', 'open', true, null],
        ['everything', 'everything', true, null],
        ['elsewhere', 'elsewhere', false, 'filter'],
        ['sunco-ca', 'sunco', false, 'paused'],
        ['acme-ca', 'acme', false, 'paused'],
        ['late', 'late', false, 'schedule'],
      ]
    )
    assert.equal(verdicts[2].explanation, 'state is CA, needs one of NV, TX')
    assert.equal(verdicts[3].explanation, 'SunCo is paused')
    assert.equal(verdicts[5].explanation, 'closed until Mon 08:00 America/Los_Angeles')
    assert.deepEqual(verdicts[2].conditions, [
      { field: 'state', operator: 'in', value: ['NV', 'TX'], actual: 'CA', matched: false },
    ])
    assert.deepEqual(verdicts[0].caps, [])
  })

  test('schedules without a zone are in that of their partner', async ({ assert }) => {
    const schedule = { hours: { mon: ['08:00-18:00'] } }
    const profile = await compiled({
      assignments: [assignment('berlin', { schedule }), assignment('kathmandu', { schedule })],
    })
    const zones: Record<string, string> = { berlin: 'Europe/Berlin', kathmandu: 'Asia/Kathmandu' }
    const at = Date.parse('2026-11-23T13:00:00Z') // 14:00 and 18:45
    const judged = judge(profile, leadWith({}), facts({ zoneOf: (partner) => zones[partner] }), at)
    assert.deepEqual([...judged.eligible], [0])
    assert.equal(judged.evaluations()[1].explanation, 'closed until Mon 08:00 Asia/Kathmandu')
  })

  test('few or many assignments: the quick answer and the reasoned one agree', async ({
    assert,
  }) => {
    const states = ['CA', 'AZ', 'NV', 'TX']
    const schedules: (Schedule | undefined)[] = [
      undefined,
      { hours: { mon: ['08:00-18:00'] } },
      { hours: { tue: ['08:00-18:00'] } },
    ]
    for (const size of [20, 300]) {
      const profile = await compiled({
        assignments: Array.from({ length: size }, (_, i) =>
          assignment(`p${i % 17}-${i}`, {
            priority: (i * 7) % 5,
            schedule: schedules[i % 3],
            filter: {
              all: [
                ...inState(states[i % 4], states[(i >> 2) % 4]).all,
                { field: 'bill', operator: 'greater_than', value: (i * 13) % 200 },
              ],
            },
          })
        ),
      })
      const paused = facts({
        pausedPartners: new Set(['p3']),
        pausedAssignments: new Set(['p5-5', 'p6-23']),
      })
      fc.assert(
        fc.property(
          fc.record(
            { state: fc.constantFrom(...states), bill: fc.integer({ min: 0, max: 220 }) },
            { requiredKeys: [] }
          ),
          (values) => {
            const judged = judge(profile, leadWith(values), paused, NOON)
            const slow = judged.evaluations().flatMap((one, i) => (one.eligible ? [i] : []))
            assert.deepEqual([...judged.eligible], slow)
          }
        ),
        { numRuns: 60 }
      )
    }
  })
})
