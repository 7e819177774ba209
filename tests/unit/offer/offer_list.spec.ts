import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  moveAsked,
  namesOf,
  offerList,
  otherOffersOf,
  setNames,
} from '../../../resources/offer/offer_list.js'
import type { EditorDocument } from '../../../resources/editor/types.js'

const one = (key: string, priority?: number) => ({
  key,
  partner: key,
  delivery: { use: 'portal' },
  ...(priority !== undefined && { priority }),
})
const doc = (assignments: ReturnType<typeof one>[], names?: string[]): EditorDocument => ({
  route: {
    start: 'a',
    nodes: {
      a: { type: 'offer', strategy: { use: 'first_match' }, ...(names && { assignments: names }) },
      b: { type: 'offer', strategy: { use: 'first_match' } },
    },
  },
  assignments,
})
const keys = (list: { assignment: { key: string } }[]) =>
  list.map(({ assignment }) => assignment.key)

test.group('Whom an offer asks', () => {
  test('those it names, or all of the profile, by priority; their places are those of the profile', ({
    assert,
  }) => {
    const some = doc([one('x', 3), one('y', 1), one('z', 2)], ['z', 'x'])
    assert.deepEqual(keys(offerList(some, 'a').asked), ['z', 'x'])
    assert.deepEqual(
      offerList(some, 'a').asked.map(({ place }) => place),
      [2, 0]
    )
    assert.deepEqual(keys(offerList(some, 'a').others), ['y'])
    assert.deepEqual(keys(offerList(some, 'b').asked), ['y', 'z', 'x'])
    assert.deepEqual(otherOffersOf(some, 'a', 'x'), ['b'])
    assert.deepEqual(otherOffersOf(some, 'b', 'y'), [])
  })

  test('all of the profile is no list at all; the same again is the same document', ({
    assert,
  }) => {
    const some = doc([one('x'), one('y')], ['x'])
    const all = setNames(some, 'a', null)
    assert.notProperty(all.route.nodes.a, 'assignments')
    assert.isNull(namesOf(all, 'a'))
    assert.strictEqual(setNames(all, 'a', null), all)
    assert.deepEqual(namesOf(setNames(all, 'a', ['y']), 'a'), ['y'])
  })

  test('asked earlier or later, the list reads as it was moved, and nobody is lost', () => {
    const lists = fc
      .uniqueArray(fc.constantFrom('p', 'q', 'r', 's', 't'), { minLength: 2 })
      .chain((all) =>
        fc.record({
          all: fc.constant(all),
          priorities: fc.array(fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }), {
            minLength: all.length,
            maxLength: all.length,
          }),
          names: fc.subarray(all, { minLength: 2 }),
          from: fc.nat(),
          to: fc.nat(),
        })
      )
    fc.assert(
      fc.property(lists, ({ all, priorities, names, from, to }) => {
        const start = doc(
          all.map((key, i) => one(key, priorities[i])),
          names
        )
        const order = keys(offerList(start, 'a').asked)
        const [i, j] = [from % order.length, to % order.length]
        const wanted = [...order]
        wanted.splice(j, 0, ...wanted.splice(i, 1))
        const moved = moveAsked(start, 'a', i, j)
        return (
          keys(offerList(moved, 'a').asked).join() === wanted.join() &&
          keys(offerList(moved, 'b').asked).toSorted().join() === [...all].toSorted().join()
        )
      })
    )
  })
})
