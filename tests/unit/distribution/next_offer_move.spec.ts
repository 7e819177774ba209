import { test } from '@japa/runner'
import fc from 'fast-check'
import { nextOfferMove } from '#distribution/next_offer_move'
import { type Delivery, type Run, isFinal, isSold } from '#distribution/run'
import { deliveryOf, runAt } from '#tests/unit/distribution/helpers'

/** What may come of an attempt. `again` is tried later while attempts are left; the rest says itself. */
const OUTCOMES = [
  'accepted',
  'sent',
  'rejected',
  'failed',
  'failed again',
  'unknown again',
  'unknown held',
  'unknown next',
  'waiting',
] as const
type Outcome = (typeof OUTCOMES)[number]
const MAX_ATTEMPTS = 4

/** A delivery after one attempt, as settling writes it. */
function settled(delivery: Delivery, outcome: Outcome, at: number): Delivery {
  const [status, then] = outcome.split(' ')
  const attempts = delivery.attempts + 1
  const again = then === 'again' && attempts < MAX_ATTEMPTS
  const gone = status === 'rejected' || status === 'failed' || then === 'next'
  return {
    ...delivery,
    status: (again && status === 'failed' ? 'pending' : status) as Delivery['status'],
    attempts,
    nextAttemptAt: again ? at + 1_000 * attempts : null,
    deadlineAt: status === 'waiting' ? at + 60_000 : null,
    reserved: gone && !again ? null : [],
  }
}

const inDoubt = (one: Delivery) => one.status === 'unknown' && one.reserved !== null
const mine = (run: Run) => [...run.deliveries.values()]

test.group('the next move of an offer', () => {
  test('whatever comes back: it ends, sells no lead too often, and holds what may be sold', ({
    assert,
  }) => {
    const waves = fc
      .array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 })
      .map((sizes) =>
        sizes.map((size, i) => Array.from({ length: size }, (_, place) => `${i}.${place}`))
      )
    fc.assert(
      fc.property(
        waves,
        fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
        fc.infiniteStream(fc.constantFrom(...OUTCOMES)),
        fc.infiniteStream(fc.boolean()),
        (plan, stopAfter, outcomes, room) => {
          const run = runAt({ waves: plan, stopAfter })
          const offer = () => run.state.offer!
          const widest = Math.max(0, ...plan.map((wave) => wave.length))
          let at = 0
          for (let step = 0; ; step++) {
            assert.isBelow(step, 500, 'it ends')
            const move = nextOfferMove(run, at)
            const open = mine(run).filter((one) => !isFinal(one))
            const sold = mine(run).filter((one) => isSold(one.status))
            const doubtful = mine(run).filter(inDoubt)
            if (stopAfter !== null)
              assert.isAtMost(sold.length + doubtful.length, stopAfter - 1 + widest)

            if (move.type === 'sleep') {
              assert.isAbove(move.until, at)
              at = move.until
            } else if (move.type === 'attempt') {
              for (const id of move.deliveries) {
                const one = run.deliveries.get(id)!
                assert.isFalse(isFinal(one), 'what is over is not asked again')
                const late = one.status === 'waiting'
                const outcome = late ? 'rejected' : outcomes.next().value
                run.deliveries.set(id, settled(one, outcome, at))
              }
            } else if (move.type === 'reserve') {
              assert.lengthOf(open, 0, 'nobody is asked while somebody is still open')
              if (stopAfter !== null) {
                assert.isBelow(sold.length, stopAfter)
                assert.lengthOf(doubtful, 0, 'nobody is asked about a lead that may be sold')
              }
              let wave = move.firstWave
              let taken: string[] = []
              for (; wave < plan.length && !taken.length; wave++)
                taken = plan[wave].filter(() => room.next().value)
              // As after a reservation: at the wave that was taken, or behind the last one that was full.
              run.state = {
                ...run.state,
                offer: { ...offer(), wave: taken.length ? wave - 1 : wave },
              }
              for (const key of taken) {
                assert.isFalse(run.deliveries.has(`dlv_${key}`), 'nobody is asked twice')
                run.deliveries.set(`dlv_${key}`, deliveryOf(key, wave - 1))
              }
            } else if (move.type === 'ask') {
              assert.fail('nobody is asked for bids here')
            } else if (move.type === 'hold') {
              assert.lengthOf(open, 0)
              assert.isNotEmpty(doubtful)
              return
            } else {
              assert.lengthOf(open, 0)
              assert.equal(move.port, sold.length ? 'sold' : 'unsold')
              if (stopAfter !== null && sold.length < stopAfter) assert.lengthOf(doubtful, 0)
              if (!sold.length) assert.lengthOf(doubtful, 0, 'unsold is never in doubt')
              const enough = stopAfter !== null && sold.length >= stopAfter
              if (!enough) assert.isAtLeast(Math.max(offer().wave + 1, 0), plan.length)
              return
            }
          }
        }
      ),
      { numRuns: 2_000 }
    )
  })

  test('a resumed run goes on the same: only what is stored counts', ({ assert }) => {
    const run = runAt({ waves: [['a'], ['b']], stopAfter: 1 })
    assert.deepEqual(nextOfferMove(run, 0), { type: 'reserve', firstWave: 0 })
    run.deliveries.set('dlv_a', deliveryOf('a', 0))
    assert.deepEqual(nextOfferMove(run, 0), { type: 'attempt', deliveries: ['dlv_a'] })
    assert.deepEqual(
      nextOfferMove(structuredClone(run), 0),
      { type: 'attempt', deliveries: ['dlv_a'] },
      'an attempt whose answer nobody wrote down is made again first'
    )
    run.deliveries.set('dlv_a', deliveryOf('a', 0, { status: 'rejected', reserved: null }))
    assert.deepEqual(nextOfferMove(run, 0), { type: 'reserve', firstWave: 1 })
  })

  test('deliveries of another offer of the same run do not count', ({ assert }) => {
    const run = runAt({ waves: [['b']], stopAfter: 1 })
    run.deliveries.set('dlv_a', deliveryOf('a', 0, { node: 'before', status: 'accepted' }))
    assert.deepEqual(nextOfferMove(run, 0), { type: 'reserve', firstWave: 0 })
  })

  test('it sleeps until the first of those that are open is due', ({ assert }) => {
    const run = runAt({ waves: [['a', 'b', 'c']], stopAfter: null })
    run.deliveries.set('dlv_a', deliveryOf('a', 0, { status: 'pending', nextAttemptAt: 900 }))
    run.deliveries.set('dlv_b', deliveryOf('b', 0, { status: 'waiting', deadlineAt: 500 }))
    run.deliveries.set('dlv_c', deliveryOf('c', 0, { status: 'unknown', nextAttemptAt: 700 }))
    assert.deepEqual(nextOfferMove(run, 100), { type: 'sleep', until: 500 })
    assert.deepEqual(nextOfferMove(run, 500), { type: 'attempt', deliveries: ['dlv_b'] })
    assert.deepEqual(nextOfferMove(run, 800), { type: 'attempt', deliveries: ['dlv_b', 'dlv_c'] })
  })

  test('two of three are enough where a plan says so', ({ assert }) => {
    const run = runAt({ waves: [['a'], ['b'], ['c']], stopAfter: 2, wave: 1 })
    run.deliveries.set('dlv_a', deliveryOf('a', 0, { status: 'accepted' }))
    run.deliveries.set('dlv_b', deliveryOf('b', 1, { status: 'rejected', reserved: null }))
    assert.deepEqual(nextOfferMove(run, 0), { type: 'reserve', firstWave: 2 })
    run.deliveries.set('dlv_b', deliveryOf('b', 1, { status: 'sent' }))
    assert.deepEqual(nextOfferMove(run, 0), { type: 'leave', port: 'sold' })
  })
})
