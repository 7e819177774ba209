import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type { Account } from '#accounts/types'
import { parseBlueprint } from '#distribution/blueprint/parse_blueprint'

const account: Account = {
  id: 'acc_1',
  key: 'test',
  name: 'Test',
  parentId: null,
  agency: false,
  agencyAccess: true,
  suspendedAt: null,
  country: null,
  currency: 'USD',
  timeZone: 'UTC',
  language: 'en',
  vatId: null,
  tax: {},
  address: null,
  invoicing: {},
  dataKey: '',
  createdAt: 0,
  updatedAt: 0,
}

const problemsOf = (document: unknown) =>
  parseBlueprint(document, account).problems.map(({ field, rule }) => `${field} ${rule}`)

const withProfile = (profile: object) => ({
  sluice: 1,
  profiles: [{ key: 'p', name: 'P', entity: 'e', ...profile }],
})

test.group('reading a blueprint', () => {
  test('reads the example of the documentation whole', async ({ assert }) => {
    const url = new URL('../../fixtures/blueprints/solar.yml', import.meta.url)
    const wish = parseBlueprint(parse(await readFile(url, 'utf8')), account)
    assert.deepEqual(wish.problems, [])
    assert.deepEqual([wish.entities.length, wish.partners.length, wish.profiles.length], [1, 1, 1])
    const { document, trigger } = wish.profiles[0].value
    assert.equal(trigger, 'on_arrival')
    assert.isTrue(document.short)
    assert.equal(document.assignments[0].price, '25.00')
    assert.deepEqual(document.route.nodes.offer.strategy, { use: 'first_match' })
  })

  test('finds all mistakes at once, each with its path', ({ assert }) => {
    const problems = problemsOf({
      sluice: 2,
      colour: 'red',
      account: { currency: 'EURO', zip: 1 },
      entities: [{ key: 'e', fields: [{ key: 'a', type: 'nonsense' }] }],
      partners: [
        { key: 'p 1', name: 'x', time_zone: 'Mars/Olympus', email: 'nobody' },
        {
          key: 'p2',
          name: 'x',
          caps: { day: '50', spend_month: 'much', year: 3 },
          billing: { iban: '' },
        },
      ],
      profiles: [
        {
          key: 'p',
          name: 'P',
          entity: 'e',
          trigger: 'sometimes',
          price: true,
          filter: { all: [{ field: 'a', operator: 'is' }] },
          assignments: [
            { key: 'a', partner: 'p2', delivery: { use: 'webhook' } },
            { key: 'b', partner: 'p2', price: '12.345', delivery: {} },
            { key: 'c', partner: 'p2', price: -1, pause: true },
          ],
        },
      ],
    })
    assert.sameMembers(problems, [
      'sluice version',
      'colour unknown_key',
      'account.currency max',
      'account.zip unknown_key',
      'entities[0].fields[0].type enum',
      'partners[0].key key',
      'partners[0].time_zone time_zone',
      'partners[0].email email',
      'partners[1].caps.day integer',
      'partners[1].caps.spend_month amount',
      'partners[1].caps.year unknown_key',
      'partners[1].billing.iban unknown_key',
      'profiles[0].trigger enum',
      'profiles[0].price amount',
      'profiles[0].filter.all[0].operator enum',
      'profiles[0].assignments[1].price amount',
      'profiles[0].assignments[1].delivery.use required',
      'profiles[0].assignments[2].price amount',
      'profiles[0].assignments[2].pause unknown_key',
      'profiles[0].assignments[2].delivery required',
    ])
  })

  test('a document that is none is refused', ({ assert }) => {
    for (const document of [null, 'text', 7, [], {}, { sluice: '1' }])
      assert.isNotEmpty(problemsOf(document), JSON.stringify(document))
    assert.deepEqual(problemsOf({ sluice: 1 }), [])
    assert.deepEqual(problemsOf({ sluice: 1, partners: {} }), ['partners array'])
    assert.deepEqual(problemsOf({ sluice: 1, partners: null }), [])
    assert.deepEqual(problemsOf({ sluice: 1, partners: [null, 'x'] }), [
      'partners[0] object',
      'partners[1] object',
    ])
  })

  test('what is nested without end or refers to itself is refused', ({ assert }) => {
    let deep: unknown = {}
    for (let i = 0; i < 10_000; i++) deep = { not: deep }
    assert.match(problemsOf(withProfile({ filter: deep }))[0], / depth$/)
    const loop: Record<string, unknown> = { sluice: 1 }
    loop.partners = [loop]
    assert.match(problemsOf(loop)[0], / depth$/)
    assert.deepEqual(problemsOf(JSON.parse('{"sluice":1,"account":{"__proto__":{"name":"x"}}}')), [
      'account.__proto__ unknown_key',
    ])
  })

  test('keys are unique in their list', ({ assert }) => {
    const partner = { key: 'a', name: 'A' }
    assert.deepEqual(problemsOf({ sluice: 1, partners: [partner, partner] }), [
      'partners[1].key unique',
    ])
    const assignment = { key: 'x', partner: 'a', delivery: { use: 'portal' } }
    assert.deepEqual(problemsOf(withProfile({ assignments: [assignment, assignment] })), [
      'profiles[0].assignments[1].key unique',
    ])
  })

  test('amounts become canonical text of the currency the document sets', ({ assert }) => {
    const wish = parseBlueprint(
      {
        ...withProfile({
          price: 20,
          assignments: [{ key: 'x', partner: 'a', price: '7.5', delivery: { use: 'portal' } }],
        }),
        partners: [{ key: 'a', name: 'A', caps: { spend_day: 100 } }],
      },
      account
    )
    assert.deepEqual(wish.problems, [])
    assert.equal(wish.profiles[0].value.document.price, '20.00')
    assert.equal(wish.profiles[0].value.document.assignments[0].price, '7.50')
    assert.deepEqual(wish.partners[0].value.caps, { spend_day: '100.00' })
    assert.deepEqual(
      problemsOf({ ...withProfile({ price: '1.50' }), account: { currency: 'JPY' } }),
      ['profiles[0].price amount']
    )
  })

  test('a profile is short or long, not both', ({ assert }) => {
    const route = { start: 'a', nodes: { a: { type: 'stop' } } }
    assert.deepEqual(problemsOf(withProfile({ strategy: { use: 'first_match' }, route })), [
      'profiles[0].strategy form',
    ])
    assert.deepEqual(
      problemsOf(
        withProfile({ route: { start: 'a', nodes: { a: { type: 'stop', ports: { x: 1 } } } } })
      ),
      ['profiles[0].route.nodes.a.ports.x string']
    )
    assert.deepEqual(
      problemsOf(withProfile({ route: { nodes: { 'a b': { kind: 'x' } }, begin: 'a' } })),
      [
        'profiles[0].route.begin unknown_key',
        'profiles[0].route.start required',
        'profiles[0].route.nodes["a b"] key',
        'profiles[0].route.nodes["a b"].type required',
      ]
    )
  })
})
