import { test } from '@japa/runner'
import { diffForms } from '#distribution/blueprint/diff_forms'
import { diffOverlay } from '../../../resources/changes/diff_overlay.js'
import { type Around, describeChanges } from '../../../resources/config/describe_changes.js'
import { wordsIn } from './words.js'

const around = {
  section: 'profiles' as const,
  partners: { sunco: 'SunCo', bright: 'BrightCo' },
  fields: [{ key: 'state', label: 'State', type: 'select' as const }],
}
const lines = (before: object, after: object, locale: 'en' | 'de' = 'en') =>
  describeChanges(
    diffForms(before, after),
    { ...around, before, after } as Around,
    wordsIn(locale)
  ).map(
    ({ kind, what, from, to, node }) =>
      `${{ add: '+', remove: '-', change: '~' }[kind]} ${what}${from || to ? `: ${from ?? ''} → ${to ?? ''}` : ''}${node ? ` [${node}]` : ''}`
  )

const rule = (...value: string[]) => ({ field: 'state', operator: 'in', value })
const offer = (assignments: string[] | undefined, more: object = {}) => ({
  type: 'offer',
  strategy: { use: 'first_match' },
  ...(assignments && { assignments }),
  ...more,
})
const form = (route: object, more: object = {}) => ({
  key: 'p',
  price: '20.00',
  route,
  assignments: [
    { key: 'sunco-ca', partner: 'sunco', price: '25.00', delivery: { use: 'portal' } },
    { key: 'bright', partner: 'bright', delivery: { use: 'portal' } },
  ],
  ...more,
})
const geo = (ports: object, ...states: string[]) => ({
  type: 'condition',
  rule: rule(...states),
  ports,
})
const before = form({
  start: 'geo',
  nodes: {
    geo: geo({ yes: 'premium', no: 'rest' }, 'CA'),
    premium: offer(['sunco-ca'], { ports: { unsold: 'rest' } }),
    rest: offer(undefined),
    old: { type: 'stop', status: 'held' },
  },
})
const after = form({
  start: 'geo',
  nodes: {
    geo: geo({ yes: 'premium', no: 'night' }, 'CA', 'AZ'),
    premium: offer(['sunco-ca', 'bright'], { strategy: { use: 'send_to_all', max_buyers: 2 } }),
    rest: offer(undefined),
    night: {
      type: 'schedule',
      schedule: { hours: { mon: ['08:00-18:00'] } },
      ports: { open: 'rest' },
    },
  },
  canvas: { nodes: { night: { x: 8, y: 8, title: 'At night' } } },
})

test.group('A route that differs, in words', () => {
  test('node by node: new, gone, what it asks, where it leads', ({ assert }) => {
    assert.deepEqual(lines(before, after), [
      '~ Rule of geo: State is one of CA → State is one of CA, AZ [geo]',
      '~ Way no of geo: rest → At night [geo]',
      '~ Strategy of premium: first_match → send_to_all, max buyers 2 [premium]',
      '~ Whom premium asks: SunCo → SunCo, BrightCo [premium]',
      '~ Way unsold of premium: rest → nowhere [premium]',
      '+ Schedule At night [night]',
      '- Stop old [old]',
      '~ 1 node moved, 1 title changed',
    ])
    assert.include(lines(before, after, 'de'), '~ Weg nein von geo: rest → At night [geo]')
  })

  test('a short form that is drawn says only what is new', ({ assert }) => {
    const short = { key: 'p', strategy: { use: 'first_match' }, assignments: after.assignments }
    const drawn = {
      key: 'p',
      route: {
        start: 'geo',
        nodes: { geo: geo({ yes: 'offer', no: 'offer' }, 'CA'), offer: offer(undefined) },
      },
      assignments: after.assignments,
    }
    assert.deepEqual(lines(short, drawn), [
      '~ Where the route begins: Offer → geo',
      '+ Condition geo [geo]',
    ])
  })
})

test.group('A route that differs, drawn', () => {
  test('tones of nodes and wires; what is gone is told beside', ({ assert }) => {
    const { overlay, removed, added, changed } = diffOverlay(before, after)
    assert.deepEqual(overlay.nodes, {
      geo: { tone: 'changed' },
      premium: { tone: 'changed' },
      night: { tone: 'added' },
    })
    assert.deepEqual(overlay.edges, {
      'geo:no': { tone: 'changed' },
      'night:open': { tone: 'added' },
    })
    assert.deepEqual([removed, added, changed], [['old'], 1, 2])
  })

  test('a changed price shows at the offers that ask the assignment; a base price at the start', ({
    assert,
  }) => {
    const priced = structuredClone(before)
    priced.assignments[1] = { ...priced.assignments[1], price: '30.00' }
    assert.deepEqual(diffOverlay(before, priced).overlay.nodes, { rest: { tone: 'changed' } })
    assert.deepEqual(diffOverlay(before, { ...before, price: '21.00' }).overlay.nodes, {
      '@start': { tone: 'changed' },
    })
    assert.deepEqual(diffOverlay(before, structuredClone(before)).overlay.nodes, {})
  })
})
