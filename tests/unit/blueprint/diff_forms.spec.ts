import { test } from '@japa/runner'
import { diffForms } from '#distribution/blueprint/diff_forms'

const profile = (price: string, more: object = {}) => ({
  key: 'solar-us',
  assignments: [
    { key: 'a', price: '1.00' },
    { key: 'sunco-ca', price, delivery: { use: 'webhook', body: { x: 1, y: 2 } }, ...more },
  ],
})

test.group('diff of configuration', () => {
  test('says nothing where nothing changed, in whatever order the keys come', ({ assert }) => {
    assert.deepEqual(diffForms(profile('25.00'), profile('25.00')), [])
    assert.deepEqual(
      diffForms({ a: 1, b: { c: [1, { d: 2 }] } }, { b: { c: [1, { d: 2 }] }, a: 1 }),
      []
    )
  })

  test('names a value in a list by the key of its entry', ({ assert }) => {
    assert.deepEqual(diffForms(profile('25.00'), profile('26.00')), [
      { path: 'assignments.sunco-ca.price', from: '25.00', to: '26.00' },
    ])
    assert.deepEqual(diffForms(profile('25.00'), profile('25.00', { weight: 2 })), [
      { path: 'assignments.sunco-ca.weight', from: null, to: 2 },
    ])
  })

  test('shows entries that came, went or moved', ({ assert }) => {
    const of = (...keys: string[]) => ({ list: keys.map((key) => ({ key })) })
    assert.deepEqual(diffForms(of('a', 'b'), of('a')), [
      { path: 'list.b', from: { key: 'b' }, to: null },
    ])
    assert.deepEqual(diffForms(of('a'), of('b', 'a')), [
      { path: 'list.b', from: null, to: { key: 'b' } },
    ])
    assert.deepEqual(diffForms(of('a', 'b'), of('b', 'a')), [
      { path: 'list', from: ['a', 'b'], to: ['b', 'a'] },
    ])
    assert.deepEqual(diffForms({ v: ['CA', 'AZ'] }, { v: ['AZ', 'CA'] }), [
      { path: 'v', from: ['CA', 'AZ'], to: ['AZ', 'CA'] },
    ])
  })

  test('the order of keys counts in what a partner is sent', ({ assert }) => {
    const moved = profile('25.00', { delivery: { use: 'webhook', body: { y: 2, x: 1 } } })
    assert.deepEqual(diffForms(profile('25.00'), moved), [
      { path: 'assignments.sunco-ca.delivery.body', from: { x: 1, y: 2 }, to: { y: 2, x: 1 } },
    ])
  })
})
