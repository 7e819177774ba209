import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvLine } from '#shared/csv_line'

test.group('csvLine', () => {
  test('what a spreadsheet would calculate stays text', ({ assert }) => {
    for (const formula of ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '＠x'])
      assert.equal(csvLine([formula]), `"'${formula}"\r\n`)
    assert.equal(csvLine(['a=1', 'x-1', -5, null, true]), '"a=1","x-1","-5","","true"\r\n')
  })

  test('any line is read back as it was written', ({ assert }) => {
    const field = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !csvLine([text]).startsWith(`"'`))
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (fields) => {
        assert.deepEqual(parse(csvLine(fields), { record_delimiter: '\r\n' }), [fields])
      })
    )
  })
})
