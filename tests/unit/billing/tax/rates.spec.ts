import { test } from '@japa/runner'
import fc from 'fast-check'
import { percentOf } from '#shared/money'
import { NOTE_LANGUAGES, reverseChargeNote } from '#sdk/tax_notes'
import { assessTax } from '#billing/tax/assess_tax'
import { explainTax } from '#billing/tax/explain_tax'
import { BUILT_IN_RATES } from '#billing/tax/rate_data'
import { rateOn, rateTable } from '#billing/tax/rates'
import { MEMBER_STATES } from '#billing/tax/territories'
import { CONTEXT, facts } from '#tests/unit/billing/tax/support'

const rate = (territory: string, date: string) => rateOn(rateTable(), territory, date)?.percent

test.group('tax: rates', () => {
  test('each change counts from its day', ({ assert }) => {
    for (const [territory, date, percent] of [
      ['DE', '2020-06-30', '19'],
      ['DE', '2020-07-01', '16'],
      ['DE', '2020-12-31', '16'],
      ['DE', '2021-01-01', '19'],
      ['EE', '2023-12-31', '20'],
      ['EE', '2024-01-01', '22'],
      ['EE', '2025-07-01', '24'],
      ['FI', '2024-08-31', '24'],
      ['FI', '2024-09-01', '25.5'],
      ['SK', '2024-12-31', '20'],
      ['SK', '2025-01-01', '23'],
      ['RO', '2025-07-31', '19'],
      ['RO', '2025-08-01', '21'],
      ['LU', '2023-06-01', '16'],
      ['LU', '2024-01-01', '17'],
      ['IE', '2021-02-28', '21'],
      ['IE', '2021-03-01', '23'],
      ['CH', '2023-12-31', '7.7'],
      ['LI', '2024-01-01', '8.1'],
    ])
      assert.equal(rate(territory, date), percent, `${territory} ${date}`)
    for (const state of MEMBER_STATES) assert.isString(rate(state, '2026-11-26'), state)
  })

  test('every rate has a source, and no two of a territory overlap', ({ assert }) => {
    for (const one of BUILT_IN_RATES) {
      assert.isNotEmpty(one.source)
      const others = BUILT_IN_RATES.filter(
        (other) => other !== one && other.territory === one.territory
      )
      for (const other of others)
        assert.isTrue(
          (one.valid_to !== null && one.valid_to < other.valid_from) ||
            (other.valid_to !== null && other.valid_to < one.valid_from)
        )
    }
  })

  test("an account's own rate comes first, within its days", ({ assert }) => {
    const own = {
      ...{ territory: 'DE', kind: 'standard' as const, percent: '16', source: 'BGBl.' },
      ...{ valid_from: '2027-01-01', valid_to: '2027-06-30' },
    }
    const table = rateTable([own])
    assert.equal(rateOn(table, 'DE', '2026-12-31')?.percent, '19')
    assert.equal(rateOn(table, 'DE', '2027-03-01')?.percent, '16')
    assert.equal(rateOn(table, 'DE', '2027-07-01')?.percent, '19')
  })

  test('before the first known rate nothing is guessed', ({ assert }) => {
    const old = facts({ buyer: { country: 'DE' }, supply: { date: '1990-01-01' } })
    assert.include(assessTax(old, CONTEXT), { strategy: 'hold', code: 'rate_unknown' })
  })
})

test.group('tax: rounding', () => {
  test('half away from zero on the total', ({ assert }) => {
    assert.equal(percentOf(999, '19'), 190) // 3 × 3.33: 1.90, not 1.89
    assert.equal(percentOf(250, '1'), 3)
    assert.equal(percentOf(-250, '1'), -3)
    assert.equal(percentOf(0, '19'), 0)
    assert.equal(percentOf(9_000_000_000_000_000, '25.5'), 2_295_000_000_000_000)
  })

  test('is as exact as fractions are', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: 0, max: 9999 }),
        (net, hundredths) => {
          const percent = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
          const exact = BigInt(net) * BigInt(hundredths)
          const got = BigInt(percentOf(net, percent)) * 10_000n
          const off = got > exact ? got - exact : exact - got
          assert.isTrue(off <= 5_000n)
          if (off === 5_000n) assert.isTrue(net < 0 ? got < exact : got > exact)
          assert.equal(percentOf(-net, percent) + 0, -percentOf(net, percent) + 0)
        }
      )
    )
  })
})

test.group('tax: words', () => {
  test('reverse charge is said in the language of every member state, and in English', ({
    assert,
  }) => {
    for (const state of MEMBER_STATES) {
      const note = reverseChargeNote(state)
      assert.match(note, /(^| \/ )Reverse charge$/, state)
      assert.include(note, ' / ', state)
    }
    assert.isAtLeast(NOTE_LANGUAGES.length, 23)
    assert.equal(reverseChargeNote('US'), 'Reverse charge')
    assert.equal(reverseChargeNote('FR'), 'Autoliquidation / Reverse charge')
  })

  test('an explanation ends with the row that decided', ({ assert }) => {
    const rows = (over: Parameters<typeof facts>[0]) => explainTax(facts(over), CONTEXT).rows
    const decided = (over: Parameters<typeof facts>[0]) => rows(over).at(-1)
    assert.deepEqual(decided({}), { row: 8, decided: true })
    assert.deepEqual(decided({ buyer: { country: 'US' } }), { row: 7, decided: true })
    assert.deepEqual(decided({ buyer: { country: 'DE' } }), { row: 6, decided: true })
    assert.deepEqual(decided({ buyer: { vat_id_status: 'absent' } }), { row: 9, decided: true })
    assert.deepEqual(decided({ seller: { country: 'US' } }), { row: 11, decided: true })
    assert.deepEqual(rows({ buyer: { vat_id_status: 'unavailable' } }), [{ row: 1, decided: true }])
    assert.deepEqual(
      rows({}).map(({ row }) => row),
      [1, 2, 3, 4, 5, 6, 7, 8]
    )
  })
})
