import { test } from '@japa/runner'
import fc from 'fast-check'
import { bzstCsv, ecPeriod, wholeEuros } from '#billing/exports/ec_sales'

test.group('billing: EC sales list', () => {
  test('months and quarters', ({ assert }) => {
    assert.deepEqual(ecPeriod('2028-02'), { from: '2028-02-01', to: '2028-02-29' })
    assert.deepEqual(ecPeriod('2026-Q4'), { from: '2026-10-01', to: '2026-12-31' })
    for (const wrong of ['2026-13', '2026-Q5', '2026', '2026-1', ''])
      assert.isNull(ecPeriod(wrong), wrong)
  })

  test('whole euros, half away from zero, and never a minus nothing', ({ assert }) => {
    const cases: [number, number][] = [
      ...([
        [0, 0],
        [49, 0],
        [50, 1],
        [149, 1],
        [150, 2],
      ] as [number, number][]),
      ...([
        [-49, 0],
        [-50, -1],
        [-150, -2],
      ] as [number, number][]),
    ]
    for (const [minor, euros] of cases) assert.strictEqual(wholeEuros(minor), euros, String(minor))
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (minor) => {
        const euros = wholeEuros(minor)
        return (
          Math.abs(euros * 100 - minor) <= 50 && wholeEuros(-minor) === (euros === 0 ? 0 : -euros)
        )
      })
    )
  })

  test('the file of the BZSt: version, names, one line an id', ({ assert }) => {
    const line = (vat_id: string, euros: number) => ({
      ...{ country: vat_id.slice(0, 2), vat_id, partner: 'p', name: 'P', net: 0, euros },
    })
    assert.equal(
      bzstCsv({ lines: [line('FR40303265045', 1047), line('EL123456789', -3), line('XY1', 0)] }),
      '#v3.0\r\nUSt-IdNr.,Betrag (EUR),Art der Leistung\r\nFR40303265045,1047,S\r\nEL123456789,-3,S\r\nXY1,0,S\r\n'
    )
  })
})
