import { test } from '@japa/runner'
import offer from '#plugins/nodes/offer'
import { contextWith, lead } from './helpers.js'

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
