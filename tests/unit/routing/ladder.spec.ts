import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  NO_PLACES,
  type Places,
  freePlace,
  ladderOf,
  nextPlace,
  stepAt,
  takePlace,
} from '#routing/ladder'

const IDS = { assignment: 'asg_1', partner: 'par_1', profile: 'prof_1' }
const STEPS = [
  { from: 11, price: '8.00' },
  { from: 31, price: '5.00' },
]

test.group('ladder of prices', () => {
  test('each lead has a place of its own, the lowest that is free, whatever is given back', ({
    assert,
  }) => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(30)), { maxLength: 80 }), (steps) => {
        let places: Places = NO_PLACES
        const held = new Set<number>()
        for (const back of steps) {
          if (back === null) {
            let lowest = 1
            while (held.has(lowest)) lowest++
            assert.equal(nextPlace(places), lowest)
            const taken = takePlace(places)
            assert.equal(taken.place, lowest)
            held.add(taken.place)
            places = taken.places
          } else {
            // Also one that nobody holds: given back twice is given back once.
            places = freePlace(places, back)
            held.delete(back)
          }
          const all = Array.from({ length: places.taken }, (_, i) => i + 1)
          assert.deepEqual(
            all.filter((place) => !places.free.includes(place)),
            [...held].sort((a, b) => a - b)
          )
        }
      })
    )
  })

  test('a place costs what the last step below it says', ({ assert }) => {
    const ladder = ladderOf({ per: 'total', steps: STEPS }, IDS, 'UTC', 0, 'EUR')
    assert.deepEqual(
      [1, 10, 11, 30, 31, 9999].map((place) => stepAt(ladder, place)?.price ?? null),
      [null, null, 800, 800, 500, 500]
    )
  })

  test('a month is the partner’s, and a ladder of all its assignments is the profile’s', ({
    assert,
  }) => {
    const at = Date.parse('2026-10-31T23:30:00Z')
    const of = (zone: string, count?: 'partner') =>
      ladderOf({ per: 'month', count, steps: STEPS }, IDS, zone, at, 'EUR')
    assert.equal(of('Europe/Berlin').id, 'ladder:asg_1:month:2026-11-01|Europe/Berlin')
    assert.equal(of('America/New_York').id, 'ladder:asg_1:month:2026-10-01|America/New_York')
    assert.equal(of('America/New_York').endsAt, Date.parse('2026-11-01T04:00:00Z'))
    assert.equal(of('UTC', 'partner').id, 'ladder:par_1@prof_1:month:2026-10-01|UTC')
    assert.isNull(ladderOf({ per: 'total', steps: STEPS }, IDS, 'UTC', at, 'EUR').endsAt)
  })
})
