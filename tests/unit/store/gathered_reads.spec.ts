import { test } from '@japa/runner'
import { GatheredReads } from '#store/gathered_reads'
import type { Row } from '#store/types'

const DELIVERIES: Row[] = [
  { id: 'd1', lead_id: 'a' },
  { id: 'd2', lead_id: 'b' },
  { id: 'd3', lead_id: 'a' },
]

/** Reads of a table that notes what it was asked. */
function reads(answer: (values: string[]) => Row[] = rowsOf) {
  const asked: string[][] = []
  const gathered = new GatheredReads(async (_sql, [values]) => {
    asked.push(values)
    return answer(values)
  })
  return { asked, of: (...values: string[]) => gathered.rowsBy('deliveries', 'lead_id', values) }
}

const rowsOf = (values: string[]) =>
  DELIVERIES.filter(({ lead_id: lead }) => values.includes(lead as string))
const idsOf = (rows: Row[]) => rows.map(({ id }) => id)

test.group('gathered reads', () => {
  test('what is asked in one turn is one query, and each has its own rows', async ({ assert }) => {
    const { asked, of } = reads()
    const found = await Promise.all([of('a'), of('b'), of('a'), of('c'), of('b', 'a'), of()])
    assert.deepEqual(asked, [['a', 'b', 'c']])
    assert.deepEqual(found.map(idsOf), [
      ['d1', 'd3'],
      ['d2'],
      ['d1', 'd3'],
      [],
      ['d2', 'd1', 'd3'],
      [],
    ])
  })

  test('what is asked later is read anew', async ({ assert }) => {
    const { asked, of } = reads()
    await of('a')
    await of('a')
    assert.deepEqual(asked, [['a'], ['a']])
  })

  test('a query that fails fails all who shared it, and nobody after them', async ({ assert }) => {
    let broken = true
    const { of } = reads((values) => {
      if (broken) throw new Error('the server went away')
      return rowsOf(values)
    })
    const ends = await Promise.allSettled([of('a'), of('b')])
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['rejected', 'rejected']
    )
    broken = false
    assert.deepEqual(idsOf(await of('b')), ['d2'])
  })
})
