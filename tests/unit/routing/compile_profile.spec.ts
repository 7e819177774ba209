import { test } from '@japa/runner'
import type { Operator } from '#sdk/rule'
import { checkConfigs } from '#routing/check_configs'
import { type CompileOptions, compileProfile } from '#routing/compile_profile'
import type { RouteDocument } from '#routing/types'
import { assignment, builtIn, compiled, documentWith, solar } from './helpers.js'

const problems = async (more: Partial<RouteDocument>, options?: CompileOptions) => {
  const profile = compileProfile(documentWith(more), solar, await builtIn(), options)
  return profile.ok ? [] : profile.problem.map((one) => `${one.field} ${one.rule}`)
}
const fields = async (more: Partial<RouteDocument>) => {
  const found = await problems(more)
  return found.map((one) => one.split(' ')[0])
}
const inState = (...states: string[]) => ({
  field: 'state',
  operator: 'in' as const,
  value: states,
})
const bad = { field: 'nonsense', operator: 'equals' as const, value: 1 }

test.group('compile profile', () => {
  test('orders assignments by priority, then as defined', async ({ assert }) => {
    const profile = await compiled({
      assignments: [
        assignment('late', { priority: 200 }),
        assignment('usual'),
        assignment('first', { priority: 1 }),
        assignment('usual-too', { priority: 100 }),
      ],
    })
    assert.deepEqual(
      profile.assignments.map((one) => one.key),
      ['first', 'usual', 'usual-too', 'late']
    )
    assert.equal(profile.byKey.get('late')!.document.priority, 200)
  })

  test('points into filters, schedules and keys', async ({ assert }) => {
    const found = await problems({
      filter: { all: [inState('CA'), bad] },
      assignments: [
        assignment('a', { filter: { any: [{ not: bad }] } }),
        assignment('b', { schedule: { hours: { mon: ['8-9'] } } }),
        assignment('a'),
      ],
    })
    const places = found.map((one) => one.split(' ')[0])
    assert.lengthOf(found, 4)
    assert.isTrue(places[0].startsWith('filter.all[1]'))
    assert.isTrue(places.some((place) => place.startsWith('assignments[0].filter.any[0].not')))
    assert.include(found, 'assignments[1].schedule.hours.mon[0] hours')
    assert.include(found, 'assignments[2].key unique')
  })

  test('points into rules and schedules of nodes, and pins what is wrong with the graph', async ({
    assert,
  }) => {
    const places = await fields({
      short: false,
      route: {
        start: 'geo',
        nodes: {
          geo: {
            type: 'condition',
            rule: { all: [{ field: 'state', operator: 'resembles' as Operator, value: 'CA' }] },
            ports: { yes: 'ways', no: 'hours' },
          },
          ways: {
            type: 'switch',
            cases: [
              { port: 'ca', rule: inState('CA') },
              { port: 'nv', rule: bad },
            ],
            ports: { ca: 'sell', nv: 'sell', otherwise: 'gone' },
          },
          hours: {
            type: 'schedule',
            schedule: { hours: { someday: ['08:00-09:00'] } },
            ports: { open: 'sell' },
          },
          sell: { type: 'offer', strategy: { use: 'telepathy' }, assignments: ['nobody'] },
        },
      },
    })
    assert.sameMembers(
      places.filter((place) => !place.startsWith('route.nodes.geo')),
      [
        places.find((place) => place.startsWith('route.nodes.ways.cases[1].rule'))!,
        'route.nodes.ways.ports.otherwise',
        'route.nodes.hours.schedule.hours.someday',
        'route.nodes.hours.ports.closed',
        'route.nodes.sell.strategy.use',
        'route.nodes.sell.assignments[0]',
      ]
    )
    assert.isTrue(places.some((place) => place.startsWith('route.nodes.geo.rule.all[0]')))
  })

  test('the short form is pointed at as it was written', async ({ assert }) => {
    const route = {
      start: 'offer',
      nodes: { offer: { type: 'offer', strategy: { use: 'telepathy' } } },
    }
    assert.deepEqual(await problems({ route }), ['strategy.use plugin'])
    assert.deepEqual(await problems({ route, short: false }), [
      'route.nodes.offer.strategy.use plugin',
    ])
  })

  test('shares that add up to nothing are a bad config of that node', async ({ assert }) => {
    const route = {
      start: 'half',
      nodes: {
        half: { type: 'split', shares: { a: 0 }, ports: { a: 'end' } },
        end: { type: 'stop' },
      },
    }
    assert.include(await problems({ short: false, route }), 'route.nodes.half bad_config')
  })

  test('a config too broken to read ports from is told as that', async ({ assert }) => {
    const route = { start: 'ways', nodes: { ways: { type: 'switch' } } }
    const profile = compileProfile(documentWith({ short: false, route }), solar, await builtIn())
    assert.deepEqual(profile.ok ? null : profile.problem, [
      {
        field: 'route.nodes.ways',
        rule: 'bad_config',
        message: 'its ports cannot be read from this config',
      },
    ])
  })

  test('a version that was live keeps running when a plugin is gone; a new one is refused', async ({
    assert,
  }) => {
    const route = {
      start: 'far',
      nodes: {
        far: { type: 'teleport', ports: { out: 'sell' } },
        sell: { type: 'offer', strategy: { use: 'telepathy' } },
      },
    }
    assert.sameMembers(await problems({ short: false, route }), [
      'route.nodes.far.type unknown_node',
      'route.nodes.sell.strategy.use plugin',
    ])
    assert.deepEqual(await problems({ short: false, route }, { gaps: 'hold' }), [])
  })
})

test.group('compile profile | configs of plugins', () => {
  const check = async (more: Partial<RouteDocument>) => {
    const found = await checkConfigs(documentWith(more), await builtIn(), 'profiles[0]')
    return found.map((one) => one.field)
  }

  test('are validated where they stand, in the long form and in the short', async ({ assert }) => {
    const nodes = {
      a: { type: 'stop', status: 'gone', color: 'red' },
      b: { type: 'offer', strategy: { use: 'send_to_all', max_buyers: 0 } },
    }
    assert.sameMembers(await check({ short: false, route: { start: 'a', nodes } }), [
      'profiles[0].route.nodes.a.status',
      'profiles[0].route.nodes.a.color',
      'profiles[0].route.nodes.b.strategy.max_buyers',
    ])
    const offer = {
      type: 'offer',
      strategy: { use: 'first_match', hurry: true },
      assignments: null,
    }
    assert.deepEqual(await check({ route: { start: 'offer', nodes: { offer } } }), [
      'profiles[0].strategy.hurry',
    ])
  })
})
