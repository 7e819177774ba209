import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from '@japa/runner'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { GroupWriter } from '#store/group_writer'
import { SqliteBackend } from '#store/sqlite_backend'
import type { Lock, Locked, Row, Table, Work, Write } from '#store/types'

const TABLES = ['cap_buckets', 'deliveries'] as const
const SCHEMA = `
  create table cap_buckets (id text primary key, account_id text not null, used integer not null, ends_at integer);
  create table deliveries (id text primary key, status text not null, price integer not null, live_key text unique)`

/** The database as a reader of the schema would play it by hand: one work after the other, all of it or nothing. */
class Model {
  rows: Record<string, Map<string, Row>> = { cap_buckets: new Map(), deliveries: new Map() }

  run(work: Work<unknown>): { ok: boolean; result?: unknown } {
    const before = structuredClone(this.rows)
    try {
      const seeds = new Map(work.locks.map((lock) => [`${lock.table} ${lock.value}`, lock.seed]))
      const locked: Locked = {
        get: (table, value, column = 'id') =>
          [...this.rows[table].values()].find((row) => row[column] === value) ??
          seeds.get(`${table} ${value}`) ??
          null,
        put: (table, value, set) => {
          const row = this.rows[table].get(value) ?? seeds.get(`${table} ${value}`)
          this.rows[table].set(value, { ...row, ...set })
        },
      }
      const { result, writes } = work.decide(locked)
      for (const write of writes) this.write(write)
      return { ok: true, result }
    } catch {
      this.rows = before
      return { ok: false }
    }
  }

  write(write: Write) {
    if ('insert' in write) {
      const table = this.rows[write.insert]
      if (table.has(write.row.id as string)) throw new Error('primary key')
      table.set(write.row.id as string, write.row)
    } else if ('update' in write) {
      const table = this.rows[write.update]
      const row = table.get(write.id)
      if (row) table.set(write.id, { ...row, ...write.set })
    }
    const live = [...this.rows.deliveries.values()]
    if (live.some((row) => row.status === null)) throw new Error('not null')
    const keys = live.map((row) => row.live_key).filter((key) => key !== null)
    if (new Set(keys).size < keys.length) throw new Error('unique')
  }
}

const bucket = fc.constantFrom('b1', 'b2', 'b3')
const delivery = fc.constantFrom('d1', 'd2', 'd3', 'd4')
const live = fc.constantFrom('l1', 'l2')

const deed = fc.oneof(
  fc.record({ does: fc.constant('take'), buckets: fc.uniqueArray(bucket, { minLength: 1 }) }),
  fc.record({ does: fc.constant('give'), bucket }),
  fc.record({ does: fc.constant('reserve'), delivery, live, bucket }),
  fc.record({ does: fc.constant('settle'), delivery, sold: fc.boolean() }),
  fc.record({ does: fc.constant('retry'), delivery, live }),
  fc.record({ does: fc.constant('price'), live, price: fc.nat(9) }),
  fc.record({ does: fc.constant('both'), delivery, bucket }),
  fc.record({ does: fc.constant('break'), bucket, how: fc.constantFrom('throw', 'null', 'twice') })
) as fc.Arbitrary<Deed>

type Deed =
  | { does: 'take'; buckets: string[] }
  | { does: 'give'; bucket: string }
  | { does: 'reserve'; delivery: string; live: string; bucket: string }
  | { does: 'settle'; delivery: string; sold: boolean }
  | { does: 'retry'; delivery: string; live: string }
  | { does: 'price'; live: string; price: number }
  | { does: 'both'; delivery: string; bucket: string }
  | { does: 'break'; bucket: string; how: 'throw' | 'null' | 'twice' }

const LIMIT = 3
const holdBucket = (id: string): Lock => ({
  table: 'cap_buckets',
  value: id,
  seed: { id, account_id: 'a', used: 0, ends_at: null },
})
const holdDelivery = (id: string): Lock => ({ table: 'deliveries', value: id })
const holdLive = (key: string): Lock => ({ table: 'deliveries', column: 'live_key', value: key })
const usedOf = (locked: Locked, id: string) => Number(locked.get('cap_buckets', id)!.used)
const row = (id: string, key: string | null): Row => ({
  id,
  status: 'sending',
  price: 1,
  live_key: key,
})

function workOf(one: Deed): Work<unknown> {
  const work = (locks: Lock[], decide: (locked: Locked) => [unknown, Write[]]): Work<unknown> => ({
    locks,
    decide(locked) {
      const [result, writes] = decide(locked)
      return { result, writes }
    },
  })
  switch (one.does) {
    case 'take':
      return work(one.buckets.map(holdBucket), (locked) => {
        const used = one.buckets.map((id) => usedOf(locked, id))
        if (used.some((n) => n >= LIMIT)) return [['full', used], []]
        for (const [i, id] of one.buckets.entries())
          locked.put('cap_buckets', id, { used: used[i] + 1 })
        return [['taken', used], []]
      })
    case 'give':
      return work([holdBucket(one.bucket)], (locked) => {
        const used = Math.max(0, usedOf(locked, one.bucket) - 1)
        locked.put('cap_buckets', one.bucket, { used })
        return [used, []]
      })
    case 'reserve':
      return work([holdLive(one.live), holdBucket(one.bucket)], (locked) => {
        const other = locked.get('deliveries', one.live, 'live_key')
        if (other) return [['duplicate', other.id, other.price], []]
        const used = usedOf(locked, one.bucket)
        if (used >= LIMIT) return ['full', []]
        locked.put('cap_buckets', one.bucket, { used: used + 1 })
        return ['reserved', [{ insert: 'deliveries', row: row(one.delivery, one.live) }]]
      })
    case 'settle':
      return work([holdDelivery(one.delivery)], (locked) => {
        const held = locked.get('deliveries', one.delivery)
        if (held?.status !== 'sending') return [held?.status ?? 'missing', []]
        const set: Row = one.sold ? { status: 'sold' } : { status: 'rejected', live_key: null }
        return ['settled', [{ update: 'deliveries', id: one.delivery, set }]]
      })
    case 'retry':
      return work([holdDelivery(one.delivery), holdLive(one.live)], (locked) => {
        const other = locked.get('deliveries', one.live, 'live_key')
        if (other) return [['held by', other.id, other.status], []]
        if (!locked.get('deliveries', one.delivery)) return ['missing', []]
        const set = { status: 'sending', live_key: one.live }
        return ['again', [{ update: 'deliveries', id: one.delivery, set }]]
      })
    case 'price':
      return work([holdLive(one.live)], (locked) => {
        const held = locked.get('deliveries', one.live, 'live_key')
        if (!held) return [null, []]
        const set = { price: one.price }
        return [held.price, [{ update: 'deliveries', id: held.id as string, set }]]
      })
    case 'both':
      return work([holdDelivery(one.delivery), holdBucket(one.bucket)], (locked) => {
        locked.put('cap_buckets', one.bucket, { used: usedOf(locked, one.bucket) + 1 })
        const writes: Write[] = [
          { insert: 'deliveries', row: row(one.delivery, null) },
          { update: 'deliveries', id: one.delivery, set: { price: 7 } },
        ]
        return [usedOf(locked, one.bucket), writes]
      })
    case 'break':
      return work([holdBucket(one.bucket)], (locked) => {
        locked.put('cap_buckets', one.bucket, { used: 99 })
        if (one.how === 'throw') throw new Error('no')
        const bad = { ...row(`new-${one.bucket}`, null), status: null }
        const rows = [one.how === 'null' ? bad : row('d1', 'x'), row('d1', 'y')]
        return [null, rows.map((each): Write => ({ insert: 'deliveries', row: each }))]
      })
  }
}

test.group('group writer against a model', (group) => {
  let folder: string
  group.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-model-'))
    return () => rmSync(folder, { recursive: true, force: true })
  })

  test('works that arrive together do what they would do one after the other', async ({
    assert,
  }) => {
    let count = 0
    const step = fc.record({ deed, pause: fc.nat(5) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const file = join(folder, `${count++}.sqlite3`)
        const schema = new Database(file)
        schema.exec(SCHEMA)
        schema.close()
        const backend = new SqliteBackend(file)
        const writer = new GroupWriter(backend)
        try {
          // A batch with a bad work is taken apart and its works decided again: what counts is each one's last time.
          const lastDecided = new Map<Work<unknown>, number>()
          let clock = 0
          const submitted: Promise<[Work<unknown>, { ok: boolean; result?: unknown }]>[] = []
          for (const { deed: one, pause } of steps) {
            const work = workOf(one)
            const watched: Work<unknown> = {
              locks: work.locks,
              decide(locked) {
                lastDecided.set(work, clock++)
                return work.decide(locked)
              },
            }
            submitted.push(
              writer.submit(watched).then(
                (result) => [work, { ok: true, result }],
                () => [work, { ok: false }]
              )
            )
            if (pause === 0) await turn()
          }
          const done = await Promise.all(submitted)
          const model = new Model()
          for (const [work, outcome] of done.toSorted(
            (a, b) => lastDecided.get(a[0])! - lastDecided.get(b[0])!
          ))
            assert.deepEqual(outcome, model.run(work))
          for (const table of TABLES) {
            const stored = await backend.all(`select * from ${table} order by id`)
            assert.deepEqual(
              stored.map((one) => ({ ...one })),
              sorted(model.rows[table as Table])
            )
          }
        } finally {
          await writer.settled()
          await backend.close()
        }
      }),
      { numRuns: 60 }
    )
  })
})

/** Seeds that nobody changed are not stored; rows of both sides in one order. */
const sorted = (rows: Map<string, Row>) =>
  [...rows.values()].sort((a, b) => ((a.id as string) < (b.id as string) ? -1 : 1))
