import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { PluginRegistry } from '#host/registry'
import type { Entity } from '#entities/types'
import { type Surroundings, compileAutomation } from '#automations/compile_automation'
import { DEFAULT_LIMITS } from '#automations/types'
import { usualPipelines } from '#entities/pipelines'

const field = (key: string) =>
  ({
    key,
    label: key,
    type: 'text',
    required: false,
    default: null,
    options: null,
    encrypted: false,
  }) as const
const ENTITY: Entity = {
  ...{ id: 'ent_1', accountId: 'acc_1', key: 'solar', name: 'Solar', duplicate: null },
  ...{
    fields: [field('state')],
    stages: ['new', 'won'],
    pipelines: usualPipelines(['new', 'won']),
  },
}
const LEADS: Surroundings = {
  entity: ENTITY,
  profiles: new Map([
    ['solar-us', 'solar'],
    ['loans', 'loan'],
  ]),
  partners: new Set(['sunco']),
}
const PARTNERS: Surroundings = { ...LEADS, entity: null }

type Node = { type: string; ports?: Record<string, string>; [key: string]: unknown }
const begin = (type: string, out = 'a', more: object = {}): Node => ({
  type,
  ...more,
  ports: { out },
})

test.group('compileAutomation', (group) => {
  let plugins: PluginRegistry
  group.setup(async () => {
    plugins = await PluginRegistry.load({ root: app.makePath() })
  })
  const compile = (nodes: Record<string, Node>, around = LEADS, gaps?: 'hold') =>
    compileAutomation(
      { schema: 1, route: { start: 'begin', nodes }, limits: DEFAULT_LIMITS },
      around,
      plugins,
      { gaps }
    )
  const problems = (nodes: Record<string, Node>, around = LEADS) => {
    const compiled = compile(nodes, around)
    return compiled.ok ? [] : compiled.problem.map(({ field: at, rule }) => `${rule} ${at}`)
  }

  test('a whole one compiles', ({ assert }) => {
    const rule = { field: 'state', operator: 'equals', value: 'CA' }
    const compiled = compile({
      begin: begin('lead_created'),
      a: { type: 'condition', rule, ports: { yes: 'b', no: 'c' } },
      b: { type: 'delay', minutes: 5, ports: { out: 'c' } },
      c: { type: 'distribute', profile: 'solar-us' },
    })
    assert.isTrue(compiled.ok)
    if (!compiled.ok) return
    assert.equal(compiled.value.about, 'lead')
    assert.isTrue(compiled.value.rules.has(rule))
    assert.equal(compiled.value.program.nodes.get('c')!.next.get('out'), null)
  })

  for (const [title, expected, nodes, around] of [
    [
      'it starts at a trigger',
      ['no_trigger route.nodes.begin'],
      { begin: { type: 'delay', minutes: 1 } },
    ],
    [
      'a trigger leads somewhere',
      ['open_port route.nodes.begin.ports.out'],
      { begin: { type: 'lead_created' } },
    ],
    [
      'there is one trigger',
      ['second_trigger route.nodes.a'],
      { begin: begin('lead_created'), a: begin('lead_created', 'b'), b: { type: 'erase' } },
    ],
    [
      'what only a route can do stays there',
      ['route_only route.nodes.a'],
      {
        begin: begin('lead_created'),
        a: { type: 'offer', strategy: { use: 'first_match' }, ports: { sold: 'b', unsold: 'b' } },
        b: { type: 'erase' },
      },
    ],
    [
      'no node is unknown',
      ['unknown_node route.nodes.a.type'],
      { begin: begin('lead_created'), a: { type: 'fly' } },
    ],
    [
      'no way leads back',
      ['cycle route.nodes.b'],
      {
        begin: begin('lead_created'),
        a: { type: 'erase', ports: { out: 'b' } },
        b: { type: 'erase', ports: { out: 'a' } },
      },
    ],
    [
      'every node is reached',
      ['unreachable route.nodes.b'],
      { begin: begin('lead_created'), a: { type: 'erase' }, b: { type: 'erase' } },
    ],
    [
      'a rule asks for what there is',
      ['unknown_field route.nodes.a.rule.field'],
      {
        begin: begin('lead_created'),
        a: {
          type: 'condition',
          rule: { field: 'nothing', operator: 'is_empty' },
          ports: { yes: 'b', no: 'b' },
        },
        b: { type: 'erase' },
      },
    ],
    [
      'what it names is there',
      [
        'unknown_stage route.nodes.begin.to',
        'unknown_profile route.nodes.a.profile',
        'other_entity route.nodes.b.profile',
        'unknown_stage route.nodes.c.stage',
        'unknown_field route.nodes.d.values.nothing',
        'unknown_partner route.nodes.e.partner',
      ],
      {
        begin: begin('stage_changed', 'a', { to: 'gone' }),
        a: { type: 'distribute', profile: 'gone', ports: { out: 'b' } },
        b: { type: 'distribute', profile: 'loans', ports: { out: 'c' } },
        c: { type: 'change_stage', stage: 'gone', ports: { out: 'd' } },
        d: { type: 'update_fields', values: { state: 'x', nothing: 'y' }, ports: { out: 'e' } },
        e: { type: 'pause_partner', partner: 'gone' },
      },
    ],
    [
      'a trigger about leads needs to know of which entity',
      ['needs_entity route.nodes.begin'],
      { begin: begin('lead_created'), a: { type: 'erase' } },
      PARTNERS,
    ],
    [
      'a trigger about partners has no entity',
      ['no_entity route.nodes.begin'],
      { begin: begin('invoice_overdue'), a: { type: 'pause_partner' } },
    ],
    [
      'about a partner nothing is done to, or asked of, a lead',
      [
        'needs_subject route.nodes.a',
        'needs_subject route.nodes.b',
        'unknown_field route.nodes.b.rule.field',
      ],
      {
        begin: begin('invoice_overdue'),
        a: { type: 'erase', ports: { out: 'b' } },
        b: {
          type: 'condition',
          rule: { field: 'state', operator: 'is_empty' },
          ports: { yes: 'c', no: 'c' },
        },
        c: { type: 'pause_partner' },
      },
      PARTNERS,
    ],
  ] as [string, string[], Record<string, Node>, Surroundings?][])
    test(title, ({ assert }) => {
      assert.deepEqual(problems(nodes, around ?? LEADS), expected)
    })

  test('a schedule branches about partners too', ({ assert }) => {
    const schedule = { hours: { 'mon-fri': ['08:00-18:00'] } }
    assert.deepEqual(
      problems(
        {
          begin: begin('cap_reached'),
          a: { type: 'schedule', schedule, ports: { open: 'b', closed: 'b' } },
          b: { type: 'pause_partner' },
        },
        PARTNERS
      ),
      []
    )
  })

  test('a version that ran before is run, whatever is gone since', ({ assert }) => {
    const gone = compile(
      {
        begin: begin('lead_created'),
        a: { type: 'fly', ports: { high: 'b' } },
        b: { type: 'distribute', profile: 'gone' },
      },
      LEADS,
      'hold'
    )
    assert.isTrue(gone.ok)
  })
})
