import { test } from '@japa/runner'
import fc from 'fast-check'
import { type Claimant, liveKey, reserveWave } from '#distribution/reserve_wave'
import type { CapKey } from '#routing/cap_windows'
import { LockedRows } from '#store/locked_rows'
import { runAt } from '#tests/unit/distribution/helpers'

const OWNER = 'wrk_1'
const PARTNERS = ['p1', 'p2', 'p3']

/** Caps as they could be: of assignments and partners, counted or in money, some shared, some full. */
const cap = (id: string, unit: 'count' | 'spend', limit: number, window = 'day'): CapKey =>
  ({
    id: `${id}:${unit === 'spend' ? `spend_${window}` : window}`,
    scope: id.startsWith('p') ? 'partner' : 'assignment',
    window: unit === 'spend' ? `spend_${window}` : window,
    unit,
    limit,
    endsAt: window === 'total' ? null : 1_800_000_000_000,
  }) as CapKey

const partnerCaps = fc.record({ count: fc.nat(4), spend: fc.nat(5_000), isSpend: fc.boolean() })
const world = fc.record({
  caps: fc.tuple(partnerCaps, partnerCaps, partnerCaps),
  own: fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
  used: fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
  spent: fc.array(fc.nat(4_000), { minLength: 3, maxLength: 3 }),
  live: fc.subarray(PARTNERS),
  waves: fc.array(
    fc.array(
      fc.record({
        partner: fc.constantFrom(...PARTNERS),
        price: fc.integer({ min: 0, max: 3_000 }),
      }),
      { minLength: 1, maxLength: 4 }
    ),
    { maxLength: 5 }
  ),
  test: fc.boolean(),
})

test.group('reserving a wave', () => {
  test('takes what a plain count of every cap would take, all of a claimant or nothing', ({
    assert,
  }) => {
    fc.assert(
      fc.property(world, ({ caps, own, used, spent, live, waves: drawn, test: isTest }) => {
        const before = new Map<string, number>()
        let number = 0
        const waves = drawn.map((wave) =>
          wave.map(({ partner, price }): Claimant => {
            const i = number++ % own.length
            const key = `a${number}`
            const at = PARTNERS.indexOf(partner)
            const mine = cap(key, 'count', own[i], 'total')
            const theirs = caps[at].isSpend
              ? cap(partner, 'spend', caps[at].spend)
              : cap(partner, 'count', caps[at].count)
            before.set(mine.id, used[i])
            before.set(theirs.id, caps[at].isSpend ? spent[at] : used[at])
            return {
              assignmentId: `asg_${key}`,
              assignmentKey: key,
              partnerId: partner,
              channel: 'webhook',
              price,
              bid: null,
              ladder: null,
              balance: null,
              caps: [mine, theirs],
            }
          })
        )
        const run = runAt(
          { waves: waves.map((wave) => wave.map((one) => one.assignmentKey)) },
          isTest
        )
        const work = reserveWave(run, waves, 0, { id: OWNER, isNew: false }, 1_000)
        const locked = new LockedRows()
        for (const lock of work.locks)
          locked.add(
            lock,
            lock.table === 'distributions'
              ? { id: run.id, owner: OWNER }
              : lock.table === 'deliveries'
                ? live.some((partner) => lock.value === liveKey(run.lead.id, partner))
                  ? { id: 'dlv_other', live_key: lock.value }
                  : null
                : { ...lock.seed, used: before.get(lock.value)! }
          )
        const { result, writes } = work.decide(locked)

        // The same by hand.
        const now = new Map(before)
        const refused: [string, string][] = []
        const taken: string[] = []
        let at = 0
        for (; at < waves.length && !taken.length; at++) {
          const buyers = new Set(live)
          for (const { assignmentKey, partnerId, price, caps: theirs } of waves[at]) {
            const costs = theirs.map((one) => [one, one.unit === 'count' ? 1 : price] as const)
            if (buyers.has(partnerId)) refused.push([assignmentKey, 'duplicate'])
            else if (!isTest && costs.some(([one, cost]) => now.get(one.id)! + cost > one.limit))
              refused.push([assignmentKey, 'cap'])
            else {
              buyers.add(partnerId)
              taken.push(assignmentKey)
              if (!isTest) for (const [one, cost] of costs) now.set(one.id, now.get(one.id)! + cost)
            }
          }
        }

        assert.equal(result.type, taken.length ? 'reserved' : 'none')
        if (result.type === 'lost' || result.type === 'broken') return
        assert.deepEqual(
          result.refusals.map((one) => [one.assignmentKey, one.reason]),
          refused
        )
        if (result.type === 'reserved') {
          assert.equal(result.offer.wave, at - 1)
          assert.deepEqual(
            result.deliveries.map((one) => one.assignmentKey),
            taken
          )
        } else assert.lengthOf(writes, 0, 'nothing taken, nothing written')
        const changed = new Map(
          (locked.dirty().get('cap_buckets') ?? []).map((row) => [row.id, row])
        )
        for (const [id, count] of now) {
          if (count === before.get(id))
            assert.isFalse(changed.has(id), 'a cap not taken is not written')
          else assert.equal(Number(changed.get(id)!.used), count)
        }

        // What is held is what the deliveries say they hold, and each leaves with a first attempt.
        const rows = writes.flatMap((write) => ('insert' in write ? [write] : []))
        const held = new Map<string, number>()
        for (const { insert, row } of rows)
          if (insert === 'deliveries')
            for (const [id, amount] of JSON.parse(row.reserved as string) as [string, number][])
              held.set(id, (held.get(id) ?? 0) + amount)
        for (const [id, count] of now) assert.equal(held.get(id) ?? 0, count - before.get(id)!)
        const count = (table: string) => rows.filter((one) => one.insert === table).length
        assert.equal(count('deliveries'), taken.length)
        assert.equal(count('attempts'), taken.length)
      }),
      { numRuns: 2_000 }
    )
  })

  test('takes nothing for a run that is somebody else’s', ({ assert }) => {
    const run = runAt({ waves: [['a']] })
    const claimant: Claimant = {
      assignmentId: 'asg_a',
      assignmentKey: 'a',
      partnerId: 'p1',
      channel: 'webhook',
      price: 100,
      bid: null,
      ladder: null,
      balance: null,
      caps: [cap('p1', 'count', 5)],
    }
    const work = reserveWave(run, [[claimant]], 0, { id: OWNER, isNew: false }, 0)
    const locked = new LockedRows()
    for (const lock of work.locks)
      locked.add(lock, lock.table === 'distributions' ? { id: run.id, owner: 'wrk_2' } : null)
    assert.deepEqual(work.decide(locked), { result: { type: 'lost' }, writes: [] })
    assert.equal(locked.dirty().size, 0)
  })

  test('says once that a cap is reached: when its last place is taken', ({ assert }) => {
    const told: number[] = []
    for (let used = 0; used < 5; used++) {
      const run = runAt({ waves: [['a']] })
      const limit = cap('p1', 'count', 3)
      const claimant: Claimant = {
        assignmentId: 'asg_a',
        assignmentKey: 'a',
        partnerId: 'p1',
        channel: 'webhook',
        price: 100,
        bid: null,
        ladder: null,
        balance: null,
        caps: [limit],
      }
      const work = reserveWave(run, [[claimant]], 0, { id: OWNER, isNew: false }, 0)
      const locked = new LockedRows()
      for (const lock of work.locks)
        locked.add(
          lock,
          lock.table === 'distributions'
            ? { id: run.id, owner: OWNER }
            : lock.table === 'cap_buckets'
              ? { ...lock.seed, used }
              : null
        )
      const { writes } = work.decide(locked)
      told.push(writes.filter((one) => 'insert' in one && one.row.type === 'cap.reached').length)
    }
    assert.deepEqual(told, [0, 0, 1, 0, 0])
  })
})
