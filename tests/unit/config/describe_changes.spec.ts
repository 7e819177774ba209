import { test } from '@japa/runner'
import { diffForms } from '#distribution/blueprint/diff_forms'
import {
  type Around,
  type Section,
  describeChanges,
} from '../../../resources/config/describe_changes.js'
import { wordsIn } from './words.js'

const english = wordsIn('en')
const german = wordsIn('de')

/** Lines such as `Price of SunCo 25.00 → 27.00`. */
function lines(
  section: Section,
  before: object,
  after: object,
  around: Partial<Around> = {},
  words = english
) {
  const given = { section, before, after, ...around } as Around
  return describeChanges(diffForms(before, after), given, words).map(
    ({ kind, what, from, to }) =>
      `${{ add: '+', remove: '-', change: '~' }[kind]} ${what}${from || to ? `: ${from ?? ''} → ${to ?? ''}` : ''}`
  )
}

const assignment = (key: string, more: object = {}) => ({
  key,
  partner: key,
  price: '25.00',
  delivery: { use: 'webhook', url: 'https://a.example', headers: { 'X-Key': '${KEY}' } },
  ...more,
})
const profile = (assignments: object[], more: object = {}) => ({
  key: 'p',
  name: 'P',
  price: '20.00',
  strategy: { use: 'first_match' },
  assignments,
  ...more,
})
const around = {
  partners: { sunco: 'SunCo', bright: 'BrightCo' },
  fields: [{ key: 'state', label: 'State', type: 'select' as const }],
}
const rule = (...value: string[]) => ({ all: [{ field: 'state', operator: 'in', value }] })

test.group('changes of configuration in words', () => {
  test('a price, a cap, a filter and a schedule name whose they are', ({ assert }) => {
    const before = profile([assignment('sunco', { caps: { day: 20 }, filter: rule('CA') })])
    const after = profile([
      assignment('sunco', {
        price: '27.00',
        caps: { day: 30 },
        filter: rule('CA', 'AZ'),
        schedule: { hours: { 'mon-fri': ['08:00-18:00'] } },
      }),
    ])
    assert.deepEqual(lines('profiles', before, after, around), [
      '~ Price of SunCo: 25.00 → 27.00',
      '~ Cap per day of SunCo: 20 → 30',
      '~ Filter of SunCo: State is one of CA → State is one of CA, AZ',
      '~ Schedule of SunCo: Always → Mon–Fri 08:00–18:00',
    ])
    assert.deepEqual(lines('profiles', before, after, around, german).slice(0, 2), [
      '~ Preis von SunCo: 25.00 → 27.00',
      '~ Limit pro Tag von SunCo: 20 → 30',
    ])
  })

  test('assignments that come and go, and their order', ({ assert }) => {
    const before = profile([assignment('sunco'), assignment('bright')])
    assert.deepEqual(lines('profiles', before, profile([assignment('bright')]), around), [
      '- SunCo (sunco): 25.00 → ',
    ])
    assert.deepEqual(lines('profiles', profile([]), before, around), [
      '+ SunCo (sunco):  → 25.00',
      '+ BrightCo (bright):  → 25.00',
    ])
    const turned = profile([assignment('bright'), assignment('sunco')])
    assert.deepEqual(lines('profiles', before, turned, around), [
      '~ Order of asking:  → BrightCo, SunCo',
    ])
    // The same said by priorities is one line as well.
    const [first, second] = [{ priority: 1 }, { priority: 2 }]
    assert.deepEqual(
      lines(
        'profiles',
        profile([assignment('sunco', first), assignment('bright', second)]),
        profile([assignment('sunco', second), assignment('bright', first)]),
        around
      ),
      ['~ Order of asking:  → BrightCo, SunCo']
    )
  })

  test('however much of the drawing changes, it is one line', ({ assert }) => {
    const route = (canvas?: object) => ({
      ...profile([]),
      strategy: undefined,
      route: { start: 'a', nodes: { a: { type: 'stop' } }, ...(canvas && { canvas }) },
    })
    const places = (x: number, more: object = {}) => ({ a: { x, y: 0, ...more }, b: { x, y: 8 } })
    const note = { x: 0, y: 0, width: 160, height: 80, text: 'why' }
    assert.deepEqual(lines('profiles', route({ nodes: places(0) }), route({ nodes: places(8) })), [
      '~ 2 nodes moved',
    ])
    const after = route({ nodes: places(8, { title: 'A' }), notes: { note_1: note } })
    assert.deepEqual(lines('profiles', route({ nodes: places(0) }), after), [
      '~ 2 nodes moved, 1 title changed, 1 note changed',
    ])
    assert.deepEqual(lines('profiles', route(), after, {}, german), [
      '~ 2 Knoten verschoben, 1 Titel geändert, 1 Notiz geändert',
    ])
  })

  test('a partner with two places is told apart by key', ({ assert }) => {
    const two = (price: string) =>
      profile([assignment('a', { partner: 'sunco' }), assignment('b', { partner: 'sunco', price })])
    assert.deepEqual(lines('profiles', two('1.00'), two('2.00'), around), [
      '~ Price of SunCo (b): 1.00 → 2.00',
    ])
  })

  test('a delivery is told by its parts, body and answer as one', ({ assert }) => {
    const delivery = { use: 'webhook', url: 'https://b.example', body: { a: 1, b: 2 } }
    assert.deepEqual(
      lines(
        'profiles',
        profile([assignment('sunco')]),
        profile([assignment('sunco', { delivery })]),
        around
      ),
      [
        '~ URL of SunCo: https://a.example → https://b.example',
        '- Delivery of SunCo: headers: {"X-Key":"${KEY}"} → ',
        '~ Body sent to SunCo',
      ]
    )
  })

  test('entities, partners and the account', ({ assert }) => {
    const field = { key: 'state', label: 'State', type: 'select', options: ['CA'] }
    assert.deepEqual(
      lines(
        'entities',
        { key: 'e', name: 'A', fields: [field] },
        {
          key: 'e',
          name: 'B',
          fields: [
            { ...field, options: ['CA', 'AZ'], required: true },
            { key: 'x', label: 'X', type: 'text' },
          ],
        }
      ),
      ['~ Name: A → B', '~ Options of State: CA → CA, AZ', '+ State required:  → yes', '+ Field X']
    )
    assert.deepEqual(
      lines(
        'partners',
        { caps: { day: 1 }, time_zone: 'UTC' },
        { time_zone: 'UTC', billing: { city: 'X' } }
      ),
      ['- Caps: {"day":1} → ', '+ Billing:  → {"city":"X"}']
    )
    assert.deepEqual(lines('account', { currency: 'EUR' }, { currency: 'USD' }), [
      '~ Currency: EUR → USD',
    ])
  })
})
