import { test } from '@japa/runner'
import type { CapTrace, RouteDocument } from '#routing/types'
import { expandShortForm } from '#routing/short_form'
import { whyNot } from '#routing/why_not/why_not'
import { assignment, facts } from '#tests/unit/routing/helpers'
import { NOON, replayOf } from './helpers.js'

type Leaf = { field: string; operator: 'in' | 'greater_than' | 'contains'; value: unknown }
const all = (...leaves: Leaf[]) => ({ all: leaves })
const inState = (...value: string[]): Leaf => ({ field: 'state', operator: 'in', value })
const billOver = (value: number): Leaf => ({ field: 'bill', operator: 'greater_than', value })

async function ask(
  document: Partial<RouteDocument>,
  target: string,
  more: Parameters<typeof replayOf>[2] = {}
) {
  const { fate, alternatives } = whyNot(await replayOf(document, target, more))
  return { fate, changes: alternatives.map((one) => one.changes), alternatives }
}

test.group('why not: the lead and the filter', () => {
  test('one value, or one condition made wider', async ({ assert }) => {
    const assignments = [assignment('sunco', { filter: all(inState('CA', 'AZ'), billOver(100)) })]
    const state = await ask({ assignments }, 'sunco', { values: { state: 'NV', bill: 240 } })
    assert.equal(state.fate.kind, 'filter')
    assert.containsSubset(state.changes, [
      [{ on: 'lead', field: 'state', from: 'NV', to: 'CA' }],
      [{ on: 'condition', index: 0, to: { operator: 'in', value: ['CA', 'AZ', 'NV'] } }],
    ])
    const bill = await ask({ assignments }, 'sunco', { values: { state: 'AZ', bill: 40 } })
    assert.containsSubset(bill.changes, [
      [{ on: 'lead', field: 'bill', from: 40, to: 101 }],
      [{ on: 'condition', index: 1, to: { operator: 'greater_or_equal', value: 40 } }],
    ])
  })

  test('two values where two conditions fail, and none of them alone', async ({ assert }) => {
    const assignments = [assignment('sunco', { filter: all(inState('CA'), billOver(100)) })]
    const { changes } = await ask({ assignments }, 'sunco', { values: { state: 'NV', bill: 1 } })
    assert.isTrue(changes.every((one) => one.length === 2))
    assert.containsSubset(changes[0], [
      { field: 'state', to: 'CA' },
      { field: 'bill', to: 101 },
    ])
  })

  test('a condition that cannot be widened is taken out', async ({ assert }) => {
    const filter = all({ field: 'email', operator: 'contains', value: '@acme.example' })
    const { changes } = await ask({ assignments: [assignment('a', { filter })] }, 'a', {
      values: { email: 'x@y.example' },
    })
    assert.containsSubset(changes, [[{ on: 'condition', index: 0, to: null }]])
  })

  test('the profile’s own filter comes before everybody’s', async ({ assert }) => {
    const document = { filter: billOver(50), assignments: [assignment('a')] }
    const { fate, changes } = await ask(document, 'a', { values: { bill: 10 } })
    assert.equal(fate.kind, 'profile_filter')
    assert.containsSubset(changes[0], [{ on: 'lead', field: 'bill', to: 51 }])
    assert.containsSubset(changes, [[{ on: 'condition', owner: { of: 'profile' } }]])
  })
})

test.group('why not: order', () => {
  const two = [
    assignment('first', { priority: 1, price: '10.00' }),
    assignment('second', { priority: 5, price: '12.00' }),
  ]

  test('sold before its turn: a priority, another strategy, or the buyer’s no', async ({
    assert,
  }) => {
    const { fate, changes, alternatives } = await ask({ assignments: two }, 'second')
    assert.containsSubset(fate, { kind: 'order', soldTo: ['first'] })
    assert.containsSubset(changes, [
      // Of two with one priority the one that stands first is asked first.
      [{ on: 'priority', from: 5, to: 0 }],
      [{ on: 'strategy', to: { use: 'send_to_all' } }],
      [{ on: 'answer', assignment: 'first' }],
    ])
    assert.isFalse(
      changes.flat().some(({ on }) => on === 'price'),
      'price plays no part here'
    )
    assert.deepEqual(alternatives.at(-1), {
      changes: [{ on: 'answer', assignment: 'first' }],
      before: ['first'],
      price: 1200,
    })
  })

  test('as many refusals as there are buyers in between', async ({ assert }) => {
    const assignments = ['a', 'b', 'c', 'd'].map((key, i) => assignment(key, { priority: i }))
    const { changes } = await ask({ assignments }, 'd', { answers: new Map([['a', 'no']]) })
    const refused = changes.find((one) => one.every(({ on }) => on === 'answer'))
    assert.deepEqual(
      refused?.map((one) => 'assignment' in one && one.assignment),
      ['b', 'c']
    )
  })

  test('most buyers reached: one more is allowed', async ({ assert }) => {
    const document = {
      route: {
        start: 'offer',
        nodes: {
          offer: {
            type: 'offer',
            strategy: { use: 'send_to_all', max_buyers: 1 },
            assignments: null,
          },
        },
      },
      assignments: two,
    }
    const { changes } = await ask(document, 'second')
    assert.containsSubset(changes, [
      [{ on: 'strategy', setting: 'max_buyers', to: { max_buyers: 2 } }],
    ])
  })

  test('a filter and the order: both have to change', async ({ assert }) => {
    const assignments = [two[0], assignment('second', { priority: 5, filter: inState('CA') })]
    const { fate, changes } = await ask({ assignments }, 'second', { values: { state: 'NV' } })
    assert.equal(fate.kind, 'filter')
    assert.containsSubset(changes[0], [{ on: 'lead' }, { on: 'priority' }])
  })
})

test.group('why not: switches, hours and limits', () => {
  const cap = (more: Partial<CapTrace>): CapTrace => ({
    scope: 'assignment',
    window: 'day',
    limit: 20,
    used: 20,
    resets_at: '2026-11-24T00:00:00.000Z',
    ...more,
  })

  test('every pause that stands in the way', async ({ assert }) => {
    const paused = facts({
      pausedPartners: new Set(['a']),
      pausedAssignments: new Set(['a-1']),
    })
    const { fate, changes } = await ask({ assignments: [assignment('a-1')] }, 'a-1', {
      facts: paused,
    })
    assert.deepEqual(fate, { kind: 'paused', whose: 'partner' })
    assert.deepEqual(changes, [
      [
        { on: 'pause', whose: 'partner' },
        { on: 'pause', whose: 'assignment' },
      ],
    ])
  })

  test('closed: an hour of opening, or a lead at the next opening', async ({ assert }) => {
    const schedule = { time_zone: 'America/Los_Angeles', hours: { 'mon-fri': ['08:00-18:00'] } }
    const { fate, changes } = await ask({ assignments: [assignment('a', { schedule })] }, 'a')
    const opens = Date.parse('2026-11-23T16:00:00Z')
    assert.deepEqual(fate, { kind: 'schedule', opensAt: opens, zone: 'America/Los_Angeles' })
    assert.containsSubset(changes, [
      [{ on: 'schedule', day: 'mon', hours: '04:00-05:00' }],
      [{ on: 'moment', from: NOON, to: opens }],
    ])
  })

  test('all full caps are raised, or the lead comes when they began anew', async ({ assert }) => {
    const caps = new Map([['a', [cap({}), cap({ scope: 'partner', window: 'week', used: 21 })]]])
    const { fate, changes } = await ask({ assignments: [assignment('a')] }, 'a', { caps })
    assert.equal(fate.kind, 'cap')
    assert.containsSubset(changes, [
      [
        { on: 'cap', scope: 'assignment', window: 'day', from: 20, to: 21 },
        { on: 'cap', scope: 'partner', window: 'week', from: 20, to: 22 },
      ],
      [{ on: 'moment', to: Date.parse('2026-11-24T00:00:00Z') }],
    ])
  })

  test('money that is nearly spent leaves room for a lower price', async ({ assert }) => {
    const spent = cap({ window: 'spend_month', limit: '100.00', used: '85.00' })
    const assignments = [assignment('a', { price: '20.00' })]
    const { changes } = await ask({ assignments }, 'a', { caps: new Map([['a', [spent]]]) })
    assert.containsSubset(changes, [
      [{ on: 'cap', from: '100.00', to: '105.00' }],
      [{ on: 'price', from: 2000, to: 1500 }],
    ])
  })

  test('a balance without room wants as much money as is missing, or a price that fits', async ({
    assert,
  }) => {
    const assignments = [assignment('a', { price: '20.00' })]
    const balance = { mode: 'prepaid', room: '12.50', price: '20.00' } as const
    const { fate, changes } = await ask({ assignments }, 'a', {
      balances: new Map([['a', balance]]),
    })
    assert.deepEqual(fate, { kind: 'balance', balance, currency: 'USD' })
    assert.deepEqual(changes, [
      [{ on: 'balance', mode: 'prepaid', from: 1250, to: 2000 }],
      [{ on: 'price', from: 2000, to: 1250 }],
    ])
  })

  test('whose price goes by volume is compared at the price of the place it had', async ({
    assert,
  }) => {
    const tiers = { per: 'month' as const, steps: [{ from: 101, price: '8.00' }] }
    const assignments = [
      assignment('a', { price: '20.00', tiers }),
      assignment('b', { price: '10.00' }),
    ]
    const strategy = { use: 'highest_price' }
    const tier = {
      per: 'month',
      count: 'assignment',
      place: 150,
      from: 101,
      price: '8.00',
    } as const
    const { fate, changes } = await ask({ assignments, route: expandShortForm(strategy) }, 'a', {
      tiers: new Map([['a', tier]]),
    })
    assert.equal(fate.kind, 'order')
    assert.containsSubset(changes, [[{ on: 'price', from: 800, to: 1000 }]])
  })

  test('a partner that has the lead from another run', async ({ assert }) => {
    const { fate, changes } = await ask({ assignments: [assignment('a-1')] }, 'a-1', {
      holders: new Set(['a']),
    })
    assert.deepEqual(fate, { kind: 'duplicate', by: null })
    assert.deepEqual(changes, [[{ on: 'history', partner: 'a' }]])
  })
})

test.group('why not: the route', () => {
  const route: RouteDocument['route'] = {
    start: 'geo',
    nodes: {
      geo: { type: 'condition', rule: inState('CA'), ports: { yes: 'premium', no: 'chance' } },
      premium: { type: 'offer', strategy: { use: 'first_match' }, assignments: ['gold'] },
      chance: { type: 'split', shares: { a: 1, b: 0 }, ports: { a: 'rest', b: 'luck' } },
      rest: { type: 'offer', strategy: { use: 'first_match' }, assignments: ['other'] },
      luck: { type: 'offer', strategy: { use: 'first_match' }, assignments: ['lucky'] },
    },
  }
  const assignments = ['gold', 'other', 'lucky', 'nowhere'].map((key) => assignment(key))
  const document = { route, assignments }

  test('the way a lead took, by a value, a condition of the node, or a place in the offer', async ({
    assert,
  }) => {
    const { fate, changes } = await ask(document, 'gold', { values: { state: 'NV' } })
    assert.containsSubset(fate, { kind: 'route', offers: ['rest'] })
    assert.containsSubset(changes, [
      [{ on: 'lead', field: 'state', to: 'CA' }],
      [{ on: 'condition', owner: { of: 'node', node: 'geo' } }],
    ])
  })

  test('a route that holds on purpose is a way like any other', async ({ assert }) => {
    const held: RouteDocument['route'] = {
      start: 'geo',
      nodes: {
        geo: { ...route.nodes.geo, ports: { yes: 'premium', no: 'wait' } },
        premium: route.nodes.premium,
        wait: { type: 'stop', status: 'held', reason: 'look at it' },
      },
    }
    const holding = { route: held, assignments: [assignment('gold')] }
    const { fate, changes } = await ask(holding, 'gold', { values: { state: 'NV' } })
    assert.equal(fate.kind, 'route')
    assert.containsSubset(changes, [[{ on: 'lead', field: 'state', to: 'CA' }]])
    assert.equal((await ask(holding, 'stranger')).fate.kind, 'unassigned')
  })

  test('chance is called chance', async ({ assert }) => {
    const { changes } = await ask(document, 'lucky', { values: { state: 'NV' } })
    assert.deepInclude(changes, [{ on: 'port', node: 'chance', type: 'split', from: 'a', to: 'b' }])
  })

  test('an assignment no offer names needs a place and its turn', async ({ assert }) => {
    const { changes } = await ask(document, 'nowhere', { values: { state: 'NV' } })
    assert.containsSubset(changes[0], [{ on: 'priority' }, { on: 'offer', node: 'rest' }])
  })

  test('behind a transform that never ran nothing is promised', async ({ assert }) => {
    const nodes: RouteDocument['route']['nodes'] = {
      shape: {
        type: 'transform',
        code: 'export default (lead) => lead',
        ports: { out: 'premium' },
      },
      premium: route.nodes.premium,
    }
    const one = { route: { start: 'shape', nodes }, assignments: [assignment('gold')] }
    const { fate, changes } = await ask(one, 'gold')
    assert.deepEqual(fate, { kind: 'held', node: 'shape', reason: null })
    assert.deepEqual(changes, [])
  })

  test('a partner the profile does not know is added, and then takes its turn', async ({
    assert,
  }) => {
    const replay = await replayOf({ assignments: [assignment('only')] }, 'stranger')
    const spare = (await replayOf({ assignments: [assignment('stranger')] }, 'stranger')).target!
    assert.equal(whyNot(replay).fate.kind, 'unassigned')
    const { alternatives } = whyNot(replay, spare)
    assert.isNotEmpty(alternatives)
    assert.isTrue(alternatives.every(({ changes }) => changes[0].on === 'assignment'))
    assert.isTrue(alternatives.every(({ changes }) => changes.length === 2))
  })
})
