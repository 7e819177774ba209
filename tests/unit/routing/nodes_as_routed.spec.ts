import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { nodeDecider, startRoute } from '#routing/decide_node'
import type { RouteGraph } from '#routing/types'
import { builtIn, compiled, leadWith } from './helpers.js'

const NOON = Date.parse('2026-11-23T12:00:00Z')

/** Where the first node of a route sends a lead: every port leads to a stop of its name. */
async function router(node: Record<string, unknown> & { type: string }, ports: string[]) {
  const stops = Object.fromEntries(
    ports.map((port) => [`to-${port}`, { type: 'stop', status: 'unsold', reason: port }])
  )
  const wires = Object.fromEntries(ports.map((port) => [port, `to-${port}`]))
  const route: RouteGraph = { start: 'n', nodes: { n: { ...node, ports: wires }, ...stops } }
  const profile = await compiled({ short: false, route, assignments: [] })
  const plugins = await builtIn()
  return (
    values: Record<string, unknown>,
    { seed = 'lead_1', at = NOON, timeZone = 'UTC' } = {}
  ) => {
    const lead = leadWith(values, seed)
    const decide = nodeDecider(profile, lead, { at, seed, timeZone }, plugins)
    return startRoute(profile, lead, at, decide).path[0].port
  }
}

test.group('nodes as they are routed by', () => {
  test('split: a lead always goes the same way, whenever and by whatever it is asked', async ({
    assert,
  }) => {
    const go = await router({ type: 'split', shares: { a: 60, b: 30, c: 10 } }, ['a', 'b', 'c'])
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.integer({ min: 0, max: 4e12 }),
        fc.constantFrom('CA', 'NV'),
        (seed, at, state) => assert.equal(go({}, { seed }), go({ state }, { seed, at }))
      )
    )
  })

  test('split: shares hold within statistics for any shares', async ({ assert }) => {
    for (const shares of [
      { a: 1, b: 1 },
      { a: 90, b: 9, c: 1 },
      { a: 0.5, b: 0, c: 1.5 },
    ]) {
      const ports = Object.keys(shares)
      const go = await router({ type: 'split', shares }, ports)
      const total = Object.values(shares).reduce((sum, one) => sum + one, 0)
      const count: Record<string, number> = Object.fromEntries(ports.map((port) => [port, 0]))
      const n = 20_000
      for (let i = 0; i < n; i++) count[go({}, { seed: `lead_${i}` })!]++
      for (const [port, share] of Object.entries(shares)) {
        const p = share / total
        // Five standard deviations of as many draws.
        assert.closeTo(count[port], n * p, 5 * Math.sqrt(n * p * (1 - p)) + 1e-9, port)
      }
    }
  })

  test('switch: a number is a number, however it was written; text never takes a number’s way', async ({
    assert,
  }) => {
    const is = (value: unknown) => ({ field: 'bill', operator: 'equals', value })
    const cases = [
      { port: 'ten', rule: is(10) },
      { port: 'more', rule: { field: 'bill', operator: 'greater_than', value: 9 } },
    ]
    const go = await router({ type: 'switch', cases }, ['ten', 'more', 'otherwise'])
    assert.equal(go({ bill: 10 }), 'ten')
    assert.equal(go({ bill: '10' }), 'ten')
    assert.equal(go({ bill: '10.0' }), 'ten')
    // As text "9.5" is more than "10" and "100" less than "9": as numbers they are not.
    assert.equal(go({ bill: 9.5 }), 'more')
    assert.equal(go({ bill: '100' }), 'more')
    assert.equal(go({ bill: 9 }), 'otherwise')
    assert.equal(go({ bill: 'ten' }), 'otherwise')
    assert.equal(go({ bill: '' }), 'otherwise')
    assert.equal(go({}), 'otherwise')
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (bill) => {
        assert.equal(go({ bill: String(bill) }), go({ bill }))
        assert.equal(go({ bill }), bill === 10 ? 'ten' : bill > 9 ? 'more' : 'otherwise')
      })
    )
  })

  test('schedule: open by the wall clock of its zone, also where that jumps', async ({
    assert,
  }) => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']
    const hours = { 'mon-fri': ['08:00-18:00'], 'sun': ['00:30-03:15'] }
    const isOpen = (at: number, zone: string) => {
      const { weekday, hour, minute } = DateTime.fromMillis(at, { zone })
      const clock = hour * 60 + minute
      if (weekday <= 5) return clock >= 480 && clock < 1080
      return weekday === 7 && clock >= 30 && clock < 195
    }
    const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25']
    for (const zone of zones) {
      const go = await router({ type: 'schedule', schedule: { time_zone: zone, hours } }, [
        'open',
        'closed',
      ])
      const own = await router({ type: 'schedule', schedule: { hours } }, ['open', 'closed'])
      const days = fc.constantFrom(...changes.map((day) => Date.parse(`${day}T00:00:00Z`)))
      fc.assert(
        fc.property(days, fc.integer({ min: -1440, max: 2880 }), (day, minutes) => {
          const at = day + minutes * 60_000
          const port = isOpen(at, zone) ? 'open' : 'closed'
          assert.equal(go({}, { at }), port, `${zone} ${new Date(at).toISOString()}`)
          // Without a zone of its own it is the account's.
          assert.equal(own({}, { at, timeZone: zone }), port)
        }),
        { numRuns: 300 }
      )
    }
  })
})
