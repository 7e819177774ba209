import { test } from '@japa/runner'
import type { NodeDecision, NodeType } from '#sdk'
import { nodeDecider, startRoute } from '#routing/decide_node'
import { resumeRun } from '#routing/run_route'
import type { RouteGraph } from '#routing/types'
import { assignment, builtIn, compiled, leadWith } from './helpers.js'

const NOON = Date.parse('2026-11-23T12:00:00Z')
const moment = { at: NOON, seed: 'lead_1', timeZone: 'Europe/Berlin' }
const isCalifornia = { field: 'state', operator: 'equals' as const, value: 'CA' }

const route: RouteGraph = {
  start: 'geo',
  nodes: {
    geo: { type: 'condition', rule: { all: [isCalifornia] }, ports: { yes: 'hours', no: 'rest' } },
    hours: {
      type: 'schedule',
      schedule: { hours: { mon: ['08:00-12:30'] } },
      ports: { open: 'premium', closed: 'rest' },
    },
    premium: {
      type: 'offer',
      strategy: { use: 'first_match' },
      assignments: ['sunco-ca'],
      ports: { unsold: 'rest' },
    },
    rest: { type: 'offer', strategy: { use: 'send_to_all' }, assignments: ['others'] },
  },
}
const assignments = [assignment('sunco-ca'), assignment('others')]
const profileWith = (more = {}) => compiled({ short: false, route, assignments, ...more })

test.group('decide node', () => {
  test('walks the route of the blueprint with the traces of its conditions', async ({ assert }) => {
    const profile = await profileWith()
    const lead = leadWith({ state: 'NV' })
    const decide = nodeDecider(profile, lead, moment, await builtIn())
    assert.deepEqual(startRoute(profile, lead, NOON, decide), {
      next: {
        kind: 'offer',
        node: 'rest',
        strategy: { use: 'send_to_all' },
        assignments: ['others'],
      },
      path: [
        {
          node: 'geo',
          type: 'condition',
          port: 'no',
          detail: { conditions: [{ ...isCalifornia, actual: 'NV', matched: false }] },
        },
      ],
    })
  })

  test('schedules of nodes are in the zone of the account', async ({ assert }) => {
    const profile = await profileWith()
    const lead = leadWith({ state: 'CA' })
    const closed = startRoute(
      profile,
      lead,
      NOON,
      nodeDecider(profile, lead, moment, await builtIn())
    )
    assert.deepEqual(closed.path[1], {
      node: 'hours',
      type: 'schedule',
      port: 'closed',
      detail: { opens_at: '2026-11-30T07:00:00.000Z' },
    })
    const london = { ...moment, timeZone: 'Europe/London' }
    const open = startRoute(
      profile,
      lead,
      NOON,
      nodeDecider(profile, lead, london, await builtIn())
    )
    assert.deepInclude(open.next, { kind: 'offer', node: 'premium', assignments: ['sunco-ca'] })
  })

  test('an unsold offer leads on to the next one', async ({ assert }) => {
    const profile = await profileWith()
    const decide = nodeDecider(profile, leadWith({ state: 'CA' }), moment, await builtIn())
    const { next, path } = resumeRun(profile.program, 'premium', 'unsold', decide, { offered: [] })
    assert.deepInclude(next, { kind: 'offer', node: 'rest' })
    assert.deepEqual(path, [
      { node: 'premium', type: 'offer', port: 'unsold', detail: { offered: [] } },
    ])
  })

  test('the filter of the profile comes first and is told', async ({ assert }) => {
    const profile = await profileWith({
      filter: { all: [{ field: 'bill', operator: 'greater_than', value: 100 }] },
    })
    const start = async (values: Record<string, unknown>) => {
      const lead = leadWith(values)
      return startRoute(profile, lead, NOON, nodeDecider(profile, lead, moment, await builtIn()))
    }
    const refused = await start({ state: 'NV', bill: 50 })
    assert.deepEqual(refused.next, {
      kind: 'end',
      node: 'filter',
      status: 'unsold',
      reason: 'filter',
    })
    assert.deepInclude(refused.path[0], { node: 'filter', type: 'filter', port: 'no' })
    const passed = await start({ state: 'NV', bill: 150 })
    assert.deepEqual(
      passed.path.map((step) => step.node),
      ['filter', 'geo']
    )
  })

  test('what a node does wrong holds the lead and is told', async ({ assert }) => {
    const profile = await profileWith()
    const lead = leadWith({ state: 'CA' })
    const real = await builtIn()
    const answering = (name: string, decide: () => unknown) => {
      const plugin = { ...real.get('node', 'condition')!, id: name } as NodeType<unknown>
      plugin.decide = decide as () => NodeDecision
      const plugins = { get: () => plugin } as unknown as typeof real
      return startRoute(profile, lead, NOON, nodeDecider(profile, lead, moment, plugins)).next
    }
    const faults: [string, () => unknown, RegExp][] = [
      ['throws', () => assert.fail('no luck'), /threw: no luck/],
      ['nothing', () => undefined, /must answer with an object/],
      ['vague', () => ({}), /must name a port/],
      ['odd_offer', () => ({ offer: { strategy: 'all', assignments: null } }), /name a strategy/],
      ['odd_stop', () => ({ stop: 'sold' }), /unsold or held/],
      ['no_code', () => ({ transform: {} }), /code to run/],
      ['astray', () => ({ port: 'maybe' }), /port it does not have: maybe/],
    ]
    for (const [name, decide, reason] of faults) {
      const next = answering(name, decide)
      assert.deepInclude(next, { kind: 'end', status: 'held', node: 'geo' })
      assert.match(next.kind === 'end' ? (next.reason ?? '') : '', reason)
    }
  })

  test('a node type that is gone holds the leads that come to it, not others', async ({
    assert,
  }) => {
    const nodes = { ...route.nodes, hours: { type: 'teleport', ports: { out: 'premium' } } }
    const profile = await compiled(
      { short: false, route: { start: 'geo', nodes }, assignments },
      { gaps: 'hold' }
    )
    const next = async (state: string) => {
      const lead = leadWith({ state })
      return startRoute(profile, lead, NOON, nodeDecider(profile, lead, moment, await builtIn()))
        .next
    }
    assert.deepInclude(await next('CA'), { kind: 'end', status: 'held', node: 'hours' })
    assert.deepInclude(await next('NV'), { kind: 'offer', node: 'rest' })
  })
})
