import { test } from '@japa/runner'
import fc from 'fast-check'
import { collectTraffic } from '#insights/traffic/collect_traffic'
import type { TrafficEvent } from '#insights/traffic/types'

const ended = (over: Partial<TrafficEvent>): TrafficEvent => ({
  id: 'evt_1',
  type: 'distribution.finished',
  accountId: 'acc_1',
  profileId: 'pro_1',
  version: 3,
  runAt: Date.UTC(2026, 9, 31, 23, 30),
  status: 'sold',
  path: [],
  at: null,
  again: false,
  node: '',
  assignment: '',
  currency: '',
  amount: 0,
  ...over,
})
const berlin = () => 'Europe/Berlin'
const told = (events: TrafficEvent[]) =>
  collectTraffic(events, berlin).ways.map((one) => [one.node, one.port, one.leads, one.held])

test.group('Traffic', () => {
  test('a run counts at each node and way it took, on the account’s day it began', ({ assert }) => {
    const path = [
      { node: 'ask', port: 'yes' },
      { node: 'sell', port: 'sold' },
    ]
    const { ways } = collectTraffic([ended({ path, at: 'sell' })], berlin)
    assert.deepEqual(
      ways.map((one) => [one.node, one.port, one.leads, one.held]),
      [
        ['', '', 1, 0],
        ['ask', '', 1, 0],
        ['ask', 'yes', 1, 0],
        ['sell', '', 1, 0],
        ['sell', 'sold', 1, 0],
      ]
    )
    assert.isTrue(ways.every((one) => one.day === '2026-11-01'))
  })

  test('who is held is counted where it happened: at a node, at a fault, or while partners are asked', ({
    assert,
  }) => {
    const path = [{ node: 'ask', port: 'no' }]
    const stop = { node: 'stop', port: null }
    assert.deepEqual(told([ended({ status: 'held', path: [...path, stop], at: 'ask' })]).slice(1), [
      ['ask', '', 1, 0],
      ['ask', 'no', 1, 0],
      ['stop', '', 1, 1],
    ])
    assert.deepEqual(told([ended({ status: 'held', path, at: 'sell' })]).slice(1), [
      ['ask', '', 1, 0],
      ['ask', 'no', 1, 0],
      ['sell', '', 1, 1],
    ])
    const fault = { node: 'odd', port: null, detail: { error: 'broken' } }
    const { ways } = collectTraffic([ended({ status: 'held', path: [fault] })], berlin)
    assert.deepInclude(ways[1], { node: 'odd', held: 1, errors: 1 })
  })

  test('a run offered again by hand counts once', ({ assert }) => {
    const path = [{ node: 'sell', port: 'unsold' }]
    assert.deepEqual(told([ended({ path }), ended({ id: 'evt_2', path, again: true })]), [
      ['', '', 1, 0],
      ['sell', '', 1, 0],
      ['sell', 'unsold', 1, 0],
    ])
  })

  test('offers count as they are made, money as it is booked and taken back', ({ assert }) => {
    const offer = (type: TrafficEvent['type'], amount = 0) =>
      ended({ type, node: 'sell', assignment: 'a', currency: 'EUR', amount })
    const { offers } = collectTraffic(
      [
        offer('delivery.offered'),
        offer('revenue.booked', 1000),
        offer('delivery.offered'),
        offer('revenue.booked', 500),
        offer('revenue.reversed', -1000),
      ],
      berlin
    )
    assert.lengthOf(offers, 1)
    assert.deepInclude(offers[0], { offered: 2, sold: 1, revenue: 500 })
  })

  test('what comes to a node is what leaves it or ends there, however the trail is cut', ({
    assert,
  }) => {
    const run = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.boolean(), fc.integer({ min: 1, max: 2 }))
      .map(([length, held, version]) =>
        ended({
          version,
          status: held ? 'held' : 'sold',
          path: Array.from({ length }, (_, i) => ({
            node: `n${i}`,
            port: i < length - 1 || !held ? 'out' : null,
          })),
        })
      )
    fc.assert(
      fc.property(fc.array(run, { maxLength: 60 }), fc.nat(60), (events, cut) => {
        const sum = (list: TrafficEvent[]) => {
          const counts = new Map<string, number>()
          for (const one of collectTraffic(list, berlin).ways) {
            const key = `${one.version}|${one.node}|${one.port}`
            counts.set(key, (counts.get(key) ?? 0) + one.leads)
            counts.set(`${key}|held`, (counts.get(`${key}|held`) ?? 0) + one.held)
          }
          return counts
        }
        const whole = sum(events)
        const [first, second] = [sum(events.slice(0, cut)), sum(events.slice(cut))]
        for (const [key, n] of whole)
          assert.equal((first.get(key) ?? 0) + (second.get(key) ?? 0), n)
        for (const [key, n] of whole) {
          const [version, node, port, held] = key.split('|')
          if (node === '' || port !== '' || held) continue
          const out = whole.get(`${version}|${node}|out`) ?? 0
          assert.equal(n, out + (whole.get(`${key}|held`) ?? 0))
        }
      }),
      { numRuns: 300 }
    )
  })
})
