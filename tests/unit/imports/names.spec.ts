import { test } from '@japa/runner'
import fc from 'fast-check'
import { refusalOf, shortName, sizeOf } from '../../../resources/imports/names.js'

test.group('Names of files', () => {
  test('a long name keeps its begin and its end', ({ assert }) => {
    assert.equal(shortName('leads.csv'), 'leads.csv')
    const long = `${'solar leads from the fair '.repeat(8)}2026.csv`
    const short = shortName(long, 40)
    assert.isTrue(short.startsWith('solar leads from the f'))
    assert.isTrue(short.endsWith('2026.csv'))
    assert.isAtMost(short.length, 40)
  })

  test('no name is longer than it may be', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 10, max: 80 }), (name, most) => {
        assert.isAtMost(shortName(name, most).length, most)
      })
    )
  })

  test('what cannot be read is refused before it is sent, by its reason', ({ assert }) => {
    const of = (name: string, size = 10) => refusalOf({ name, size })
    for (const name of ['a.csv', 'A.CSV', 'b.tsv', 'c.txt', 'd.xlsx', 'e.jsonl', 'f.ndjson'])
      assert.isNull(of(name), name)
    assert.equal(of('a.xls'), 'old_excel')
    assert.equal(of('a.ods'), 'other_sheet')
    assert.equal(of('a.json'), 'json')
    assert.equal(of('a.pdf'), 'kind')
    assert.equal(of('csv'), 'kind')
    assert.equal(of('a.csv', 0), 'empty')
    assert.equal(of('a.csv', 3 * 1024 ** 3), 'too_large')
  })

  test('sizes are said in the unit that fits', ({ assert }) => {
    assert.deepEqual(sizeOf(1536), { n: 1.5, unit: 'kilobyte' })
    assert.deepEqual(sizeOf(5 * 1024 ** 2), { n: 5, unit: 'megabyte' })
    assert.deepEqual(sizeOf(2048 * 1024 ** 3), { n: 2048, unit: 'gigabyte' })
  })
})
