import { test } from '@japa/runner'
import { newId } from '#shared/ids'
import { store } from '#store/store'
import type { Work } from '#store/types'

const take = (bucket: string, limit: number): Work<boolean> => {
  const seed = { id: bucket, account_id: 'acc_test', used: 0, ends_at: null }
  return {
    locks: [{ table: 'cap_buckets', value: bucket, seed }],
    decide(locked) {
      const used = Number(locked.get('cap_buckets', bucket)!.used)
      if (used >= limit) return { result: false, writes: [] }
      locked.put('cap_buckets', bucket, { used: used + 1 })
      return { result: true, writes: [] }
    },
  }
}

test.group('group writer', () => {
  test('a counter taken by many at once never passes its limit', async ({ assert }) => {
    const bucket = newId('evt')
    const taken = await Promise.all(
      Array.from({ length: 300 }, () => store.submit(take(bucket, 120)))
    )
    assert.equal(taken.filter(Boolean).length, 120)
    const row = await store.first('select used from cap_buckets where id = ?', [bucket])
    assert.equal(row!.used, 120)
  })

  test('one bad work fails alone, the others of its batch are written', async ({ assert }) => {
    const bucket = newId('evt')
    const bad: Work<null> = {
      locks: [],
      decide: () => ({
        result: null,
        writes: [{ insert: 'leads', row: { id: newId('lead'), account_id: 'nobody' } }],
      }),
    }
    const results = await Promise.allSettled([
      store.submit(take(bucket, 9)),
      store.submit(bad),
      store.submit(take(bucket, 9)),
    ])
    assert.deepEqual(
      results.map((one) => one.status),
      ['fulfilled', 'rejected', 'fulfilled']
    )
    const row = await store.first('select used from cap_buckets where id = ?', [bucket])
    assert.equal(row!.used, 2)
  })

  test('events cannot be changed or deleted, not even by hand', async ({ assert }) => {
    const id = newId('evt')
    await store.submit({
      locks: [],
      decide: () => ({
        result: null,
        writes: [{ insert: 'events', row: { id, account_id: 'a', at: 1, type: 't', data: '{}' } }],
      }),
    })
    const change = store.submit({
      locks: [],
      decide: () => ({ result: null, writes: [{ update: 'events', id, set: { type: 'other' } }] }),
    })
    await assert.rejects(() => change, /append-only/)
  })
})
