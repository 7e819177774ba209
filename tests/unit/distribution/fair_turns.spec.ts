import { test } from '@japa/runner'
import fc from 'fast-check'
import { type Call, CallRates, FairTurns } from '#distribution/workers/fair_turns'

type Step = 'next' | { add: string; id: number } | { end: number }

const calls = (account: string, count: number): Call[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${account}${i}`, account }))

test.group('Fair turns', () => {
  test('one lead of a quiet account is next, whatever another has waiting', ({ assert }) => {
    const turns = new FairTurns(8)
    for (const call of calls('flood', 10_000)) turns.add(call)
    for (let i = 0; i < 6; i++) assert.equal(turns.next()?.account, 'flood')
    assert.isNull(turns.next(), 'a quarter of the places is kept for others')
    turns.add({ id: 'one', account: 'quiet' })
    assert.deepEqual(turns.next(), { id: 'one', account: 'quiet' })
    assert.equal(turns.waiting, 9_994)
  })

  test('a single place is given to whoever is there', ({ assert }) => {
    const turns = new FairTurns(1)
    turns.add({ id: 'a', account: 'a' })
    const first = turns.next()!
    turns.add({ id: 'b', account: 'b' })
    assert.isNull(turns.next())
    turns.ended(first)
    assert.equal(turns.next()?.id, 'b')
  })

  test('every call is given once, in its order; no account waits for more than a turn of each other', ({
    assert,
  }) => {
    const account = fc.constantFrom('a', 'b', 'c', 'd')
    const step: fc.Arbitrary<Step> = fc.oneof(
      { weight: 3, arbitrary: fc.record({ add: account, id: fc.nat(300) }) },
      { weight: 2, arbitrary: fc.constant('next' as const) },
      { weight: 2, arbitrary: fc.record({ end: fc.nat(50) }) }
    )
    const run = (concurrency: number, steps: Step[]) => {
      const turns = new FairTurns(concurrency)
      const most = Math.ceil(concurrency * 0.75)
      const waiting = new Map<string, string[]>()
      const overtaken = new Map<string, Map<string, number>>()
      const under: Call[] = []
      for (const one of steps) {
        if (one === 'next') {
          const running = (of: string) => under.filter((call) => call.account === of).length
          const may = [...waiting].filter(([of, ids]) => ids.length && running(of) < most)
          const call = turns.next()
          if (under.length >= concurrency || !may.length) {
            assert.isNull(call)
            continue
          }
          assert.equal(call!.id, waiting.get(call!.account)!.shift())
          under.push(call!)
          overtaken.delete(call!.account)
          for (const [of] of may) {
            if (of === call!.account) continue
            const by = overtaken.get(of) ?? new Map<string, number>()
            by.set(call!.account, (by.get(call!.account) ?? 0) + 1)
            overtaken.set(of, by)
            assert.isAtMost(by.get(call!.account)!, 2, `${of} by ${call!.account}`)
          }
        } else if ('add' in one) {
          const call = { id: `${one.add}${one.id}`, account: one.add }
          const ids = waiting.get(one.add) ?? []
          if (!ids.includes(call.id)) waiting.set(one.add, [...ids, call.id])
          turns.add(call)
        } else if (under.length) turns.ended(under.splice(one.end % under.length, 1)[0])
        const sum = [...waiting.values()].reduce((all, ids) => all + ids.length, 0)
        assert.equal(turns.waiting, sum)
      }
    }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(step, { maxLength: 200 }), run),
      {
        numRuns: 300,
      }
    )
  })
})

test.group('Rates of calls', () => {
  test('who calls much of late is put back, and forgiven', ({ assert }) => {
    const rates = new CallRates()
    const at = 1_000_000
    assert.equal(rates.priority('quiet', 8, at), 1)
    let flood = 0
    for (let i = 0; i < 1_000; i++) flood = rates.priority('flood', 8, at + i)
    assert.equal(flood, 1 + Math.ceil(Math.log2(8_000 / 64)))
    assert.equal(rates.priority('quiet', 8, at + 2_000), 1)
    assert.isAbove(rates.priority('flood', 1, at + 12_000), 1)
    assert.equal(rates.priority('flood', 1, at + 40_000), 1)
  })
})
