import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { isMoment, page, toPage, writeCursor } from '#shared/list_query'

const rows = (count: number) => Array.from({ length: count }, (_, i) => `row_${i}`)

test.group('list query', () => {
  test('a cursor comes back as what it was made of; others are refused', async ({ assert }) => {
    const query = vine.create({ ...page })
    for (const after of ['lead_0c5m4', 'solar-us', 'a.b']) {
      const read = await query.validate({ cursor: writeCursor(after) })
      assert.equal(read.cursor, after)
    }
    for (const cursor of ['', 'x', 'lead_0c5m4', writeCursor("a' or 1=1"), 'a'.repeat(500)]) {
      const [error] = await query.tryValidate({ cursor })
      assert.equal(error?.messages[0].field, 'cursor', cursor)
    }
  })

  test('a page has a next one only where there is a row too many', ({ assert }) => {
    const full = toPage(rows(3), 3, (row) => row)
    assert.deepEqual(full, { data: rows(3), meta: { next_cursor: null } })
    const more = toPage(rows(4), 3, (row) => row)
    assert.deepEqual(more.data, rows(3))
    assert.equal(more.meta.next_cursor, writeCursor('row_2'))
  })

  test('moments are dates and RFC 3339 times that exist', ({ assert }) => {
    for (const good of [
      '2026-11-01',
      '2024-02-29',
      '2026-11-01T10:00:00Z',
      '2026-11-01T10:00:00.123+05:30',
    ])
      assert.isTrue(isMoment(good), good)
    for (const bad of [
      '2026-02-29',
      '2026-13-01',
      '2026-11-01T25:00:00Z',
      '2026-11-01T10:00:00',
      '11/01/2026',
      'now',
      '',
    ])
      assert.isFalse(isMoment(bad), bad)
  })
})
