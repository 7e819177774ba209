import { test } from '@japa/runner'
import { testNode } from '#sdk/testing'
import offer from '#plugins/nodes/offer'
import { contextWith, lead } from './helpers.js'

testNode(offer, [
  { title: 'offers to all', config: { strategy: { use: 'first_match' } } },
  { title: 'offers to some', config: { strategy: { use: 'weighted', by: 1 }, assignments: ['a'] } },
])

test.group('offer node', () => {
  test('offers to those it names, or to all of the profile', ({ assert }) => {
    const strategy = { use: 'first_match' }
    assert.deepEqual(offer.decide(lead, { strategy, assignments: ['a'] }, contextWith()), {
      offer: { strategy, assignments: ['a'] },
    })
    assert.deepEqual(offer.decide(lead, { strategy }, contextWith()), {
      offer: { strategy, assignments: null },
    })
  })

  test('both ways may stay open', ({ assert }) => {
    assert.isTrue(offer.ports({ strategy: { use: 'x' } }).every((port) => !port.required))
  })
})
