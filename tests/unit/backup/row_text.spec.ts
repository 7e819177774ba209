import fc from 'fast-check'
import { test } from '@japa/runner'
import { readRow, writeRow } from '#backup/row_text'
import type { TableShape } from '#backup/types'

const table: TableShape = {
  name: 'things',
  columns: [
    { name: 'bytes', kind: 'bytes' },
    { name: 'flag', kind: 'boolean' },
    { name: 'n', kind: 'plain' },
    { name: 'text', kind: 'plain' },
    { name: 'width', kind: 'real' },
  ],
  key: ['text'],
}

test.group('A row of a backup', () => {
  test('is one line, and reads as it was, whatever it holds', ({ assert }) => {
    const row = fc.record({
      bytes: fc.option(fc.uint8Array().map((array) => Buffer.from(array))),
      flag: fc.option(fc.boolean()),
      n: fc.option(fc.maxSafeInteger()),
      text: fc.string({ unit: 'binary' }),
      width: fc.option(
        fc.float({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0))
      ),
    })
    fc.assert(
      fc.property(row, (given) => {
        const line = writeRow(table, given)
        assert.notInclude(line, '\n')
        assert.deepEqual(readRow(line), given)
      })
    )
  })

  test('is the same line from either database', ({ assert }) => {
    const bytes = Buffer.from([0, 255])
    const postgres = { width: 33.333332, text: 'ä', n: 5, flag: true, bytes }
    const sqlite = { bytes, flag: 1, n: 5, text: 'ä', width: 100 / 3 }
    assert.equal(writeRow(table, postgres), writeRow(table, sqlite))
    assert.equal(
      writeRow(table, { ...postgres, flag: false }),
      writeRow(table, { ...sqlite, flag: 0 })
    )
  })
})
