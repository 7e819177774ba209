import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Field } from '#entities/types'
import { convertCell } from '#capture/imports/convert_cell'
import { dateOrderOf, decimalMarkOf, looksOf } from '#capture/imports/guess/looks_like'
import { dateKind, dateOfSerial } from '#capture/imports/read/xlsx_values'

const of = (type: Field['type']) => ({ type }) as Field

test.group('imports: how values are written', () => {
  test('the order of a date is what all dates of a column allow', ({ assert }) => {
    assert.equal(dateOrderOf(['03.04.1984', ''], null), 'dmy')
    assert.equal(dateOrderOf(['3/4/2026', '3/14/2026'], 'DE'), 'mdy')
    assert.equal(dateOrderOf(['3/4/2026', '14/3/2026'], 'US'), 'dmy')
    assert.equal(dateOrderOf(['3/4/2026'], 'US'), 'mdy')
    assert.equal(dateOrderOf(['3/4/2026'], 'DE'), 'dmy')
    assert.equal(dateOrderOf(['2026-03-04', '2026-12-31'], null), 'ymd')
    assert.isNull(dateOrderOf(['14/3/2026', '3/14/2026'], null))
    assert.isNull(dateOrderOf(['none'], null))
  })

  test('the decimal mark is what all numbers of a column allow', ({ assert }) => {
    assert.equal(decimalMarkOf(['1.240,50', '3']), 'comma')
    assert.equal(decimalMarkOf(['12,5', '€ 1.000']), 'comma')
    assert.equal(decimalMarkOf(['1,240.50', '3']), 'point')
    assert.equal(decimalMarkOf(['0.5']), 'point')
    assert.isNull(decimalMarkOf(['240', '']))
  })

  test('cells are read as their column says', ({ assert }) => {
    const date = (text: string, order: 'dmy' | 'mdy' | 'ymd') =>
      convertCell(text, of('date'), { date: order })
    assert.equal(date('3/4/2026', 'dmy'), '2026-04-03')
    assert.equal(date('3/4/2026', 'mdy'), '2026-03-04')
    assert.equal(date('14.3.2026', 'mdy'), '14.3.2026')
    assert.equal(date('2026-03-04', 'dmy'), '2026-03-04')
    const moment = convertCell('3.4.2026 9:05', of('datetime'), { date: 'dmy' })
    assert.equal(moment, '2026-04-03 09:05:00')
    assert.equal(
      convertCell('4/3/2026 1:05 PM', of('datetime'), { date: 'mdy' }),
      '2026-04-03 13:05:00'
    )
    const number = (text: string, decimal: 'comma' | 'point') =>
      convertCell(text, of('number'), { decimal })
    assert.equal(number('1.240,50', 'comma'), '1240.50')
    assert.equal(number('1,240', 'point'), '1240')
    assert.equal(number('1.5', 'comma'), '1.5')
    assert.equal(convertCell('1.240,50 €', of('money'), { decimal: 'comma' }), '1240.50 €')
    assert.equal(convertCell('Ja', of('checkbox'), {}), true)
    assert.equal(convertCell("'+49 30 123456", of('phone'), {}), '+49 30 123456')
    assert.equal(convertCell("'n Abend", of('text'), {}), "'n Abend")
  })

  test('what a column looks like', ({ assert }) => {
    assert.include(looksOf(['a@b.example', 'c@d.example', '']), 'email')
    assert.include(looksOf(['10115', '80331']), 'postal_code')
    assert.notInclude(looksOf(['10115', '80331']), 'phone')
    assert.include(looksOf(['+49 30 1234567']), 'phone')
    assert.deepEqual(looksOf(['', ' ']), [])
  })

  test('numbers of a spreadsheet that are dates', ({ assert }) => {
    assert.equal(dateKind(14, null), 'date')
    assert.equal(dateKind(22, null), 'datetime')
    assert.equal(dateKind(164, 'dd/mm/yyyy'), 'date')
    assert.equal(dateKind(165, 'yyyy-mm-dd hh:mm'), 'datetime')
    assert.isNull(dateKind(166, '#,##0.00 "days"'))
    assert.isNull(dateKind(0, null))
    assert.equal(dateOfSerial(46320, 'date', false), '2026-10-25')
    assert.equal(dateOfSerial(46320.5, 'datetime', false), '2026-10-25 12:00:00')
    assert.equal(dateOfSerial(1, 'date', false), '1900-01-01')
    assert.equal(dateOfSerial(0, 'date', true), '1904-01-01')
  })

  test('any date written in an order and any amount with a mark comes back as it was', ({
    assert,
  }) => {
    const day = fc.record({
      year: fc.integer({ min: 1900, max: 2100 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    })
    fc.assert(
      fc.property(day, ({ year, month, day: dom }) => {
        const iso = `${year}-${String(month).padStart(2, '0')}-${String(dom).padStart(2, '0')}`
        const german = convertCell(`${dom}.${month}.${year}`, of('date'), { date: 'dmy' })
        const american = convertCell(`${month}/${dom}/${year}`, of('date'), { date: 'mdy' })
        assert.deepEqual([german, american], [iso, iso])
      })
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (cents) => {
        for (const [locale, decimal] of [
          ['de-DE', 'comma'],
          ['en-US', 'point'],
        ] as const) {
          const text = (cents / 100).toLocaleString(locale, { minimumFractionDigits: 2 })
          assert.equal(Number(convertCell(text, of('number'), { decimal })), cents / 100)
        }
      })
    )
  })
})
