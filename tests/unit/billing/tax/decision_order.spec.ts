import { test } from '@japa/runner'
import fc from 'fast-check'
import { isCountry } from '#shared/codes'
import { assessTax } from '#billing/tax/assess_tax'
import type { TaxFacts } from '#billing/tax/types'
import { CONTEXT, facts } from '#tests/unit/billing/tax/support'

/*
 * The decision order once more, written down plainly and from its source, without a word of the product's own code:
 * territories, rows and rates of 2 November 2026.
 */
type Place = { vat: string; eu: boolean; rate: number | null }
const RATES: Record<string, number> = {
  ...{ AT: 20, BE: 21, BG: 20, CY: 19, CZ: 21, DE: 19, DK: 25, EE: 24, ES: 21, FI: 25.5, FR: 20 },
  ...{ GR: 24, HR: 25, HU: 27, IE: 23, IT: 22, LT: 21, LU: 17, LV: 21, MT: 18, NL: 21, PL: 23 },
  ...{ PT: 23, RO: 21, SE: 25, SI: 22, SK: 23 },
}
const THIRD: Record<string, number> = { GB: 20, CH: 8.1, NO: 25, IS: 24 }
const PLACES: [country: string, postal: string | undefined, place: Place][] = [
  ...Object.entries(RATES).map(
    ([code, rate]) => [code, undefined, { vat: code, eu: true, rate }] as [string, undefined, Place]
  ),
  ...Object.entries(THIRD).map(
    ([code, rate]) =>
      [code, undefined, { vat: code, eu: false, rate }] as [string, undefined, Place]
  ),
  ['US', undefined, { vat: 'US', eu: false, rate: null }],
  ['JP', '100-0001', { vat: 'JP', eu: false, rate: null }],
  ['MC', '98000', { vat: 'FR', eu: true, rate: 20 }],
  ['FR', '98000', { vat: 'FR', eu: true, rate: 20 }],
  ['IM', 'IM1 1AA', { vat: 'GB', eu: false, rate: 20 }],
  ['GB', 'BT1 5GS', { vat: 'GB', eu: false, rate: 20 }],
  ['XI', undefined, { vat: 'GB', eu: false, rate: 20 }],
  ['LI', '9490', { vat: 'CH', eu: false, rate: 8.1 }],
  ['ES', '35001', { vat: 'ES-CN', eu: false, rate: null }],
  ['ES', '38 001', { vat: 'ES-CN', eu: false, rate: null }],
  ['ES', '51001', { vat: 'ES-CE', eu: false, rate: null }],
  ['ES', 'E-52001', { vat: 'ES-ML', eu: false, rate: null }],
  ['DE', 'D-78266', { vat: 'DE-BUS', eu: false, rate: null }],
  ['DE', '27498', { vat: 'DE-HEL', eu: false, rate: null }],
  ['IT', '23041', { vat: 'IT-LIV', eu: false, rate: null }],
  ['IT', '22061', { vat: 'IT-CAM', eu: false, rate: null }],
  ['GR', '630 86', { vat: 'GR-ATH', eu: false, rate: null }],
  ['FR', '97300', { vat: 'GF', eu: false, rate: null }],
  ['GF', undefined, { vat: 'GF', eu: false, rate: null }],
  ['FR', '97600', { vat: 'YT', eu: false, rate: null }],
  ['YT', undefined, { vat: 'YT', eu: false, rate: null }],
  ...(['97100', '97200', '97400'] as const).map(
    (code) => ['FR', code, { vat: 'FR', eu: false, rate: 8.5 }] as [string, string, Place]
  ),
  ['RE', undefined, { vat: 'FR', eu: false, rate: 8.5 }],
  ['PT', '9000-001', { vat: 'PT', eu: true, rate: 22 }],
  ['PT', '9500-001', { vat: 'PT', eu: true, rate: 16 }],
  ['FI', '22100', { vat: 'FI', eu: true, rate: 25.5 }],
  ['AX', undefined, { vat: 'FI', eu: true, rate: 25.5 }],
  ['AT', '6691', { vat: 'AT', eu: true, rate: 20 }],
  ['AT', '6992', { vat: 'AT', eu: true, rate: 20 }],
  ...(['JE', 'GG', 'GI', 'FO', 'GL', 'SM', 'AD'] as const).map(
    (code) => [code, undefined, { vat: code, eu: false, rate: null }] as [string, undefined, Place]
  ),
]

type Answer = [strategy: string, category: string, rate: string | null] | 'hold'

/** `from` and `to` are the places behind the facts' countries and postal codes. */
function plainTable(
  { seller, buyer, supply, without_id }: TaxFacts,
  from: Place,
  to: Place
): Answer {
  const business = buyer.type === 'business'
  const same = from.vat === to.vat
  const across = !same && from.eu && to.eu
  const status = buyer.vat_id_status
  const electronic = supply.kind === 'electronic_service'

  // The seller's own law: rows 3, 4, 5 and the rate of rows 6 and 9.
  const own = (rate: number | null): Answer => {
    if (!seller.vat_status) return 'hold'
    if (seller.vat_status === 'small_business') return ['small_business', 'E', '0']
    if (seller.vat_status === 'not_registered') return ['outside_scope', 'O', null]
    if (buyer.exemption) return buyer.exemption.text ? ['exempt', 'E', '0'] : 'hold'
    if (rate !== null) return ['domestic_vat', 'S', String(rate)]
    return ['outside_scope', 'O', null] // no VAT is levied there
  }
  if (same) return own(business || electronic ? to.rate : from.rate)
  if (!to.eu) return ['outside_scope', 'O', null]
  if (across && business) {
    if (status === 'unavailable') return 'hold'
    if (status === 'valid')
      return seller.vat_id && buyer.vat_id ? ['eu_reverse_charge', 'AE', '0'] : 'hold'
    if (without_id === 'hold' || buyer.other_business_evidence) return 'hold'
    return own(from.rate)
  }
  if (across && electronic)
    return seller.oss_registered ? ['destination_vat', 'S', String(to.rate)] : 'hold'
  if (across) return own(from.rate)
  return ['outside_scope', 'O', null]
}

const STATUSES = ['valid', 'invalid', 'absent', 'unavailable', 'not_applicable'] as const
const KINDS = ['b2b_service', 'general_service', 'electronic_service'] as const

function check(assert: any, one: TaxFacts, from: Place, to: Place) {
  const wanted = plainTable(one, from, to)
  const got = assessTax(one, CONTEXT)
  const label = JSON.stringify(one)
  if (got.strategy === 'hold') {
    assert.equal(wanted, 'hold', label)
    assert.isAbove((got as { reason: string }).reason.length, 10)
    assert.notInclude(['no_strategy', 'several_strategies'], (got as { code: string }).code, label)
  } else {
    const block = got as Exclude<typeof got, { strategy: 'hold' }>
    assert.deepEqual([block.strategy, block.category, block.rate], wanted, label)
    assert.isNotNull(block.evidence.row, label)
  }
}

test.group('tax: the decision order', () => {
  test('every pair of places, status, kind and standing gives what the plain table gives', ({
    assert,
  }) => {
    let count = 0
    for (const [sc, sp, from] of PLACES)
      for (const [bc, bp, to] of PLACES)
        for (const standing of ['registered', 'small_business', 'not_registered'] as const)
          for (const status of STATUSES)
            for (const type of ['business', 'consumer'] as const) {
              count++
              const one = facts({
                seller: { country: sc, postal_code: sp, vat_status: standing },
                buyer: { country: bc, postal_code: bp, type, vat_id_status: status },
                supply: { kind: KINDS[count % 3] },
              })
              const wanted = plainTable(one, from, to)
              const got = assessTax(one, CONTEXT)
              const same =
                got.strategy === 'hold'
                  ? wanted === 'hold'
                  : 'category' in got &&
                    got.strategy === wanted[0] &&
                    got.category === wanted[1] &&
                    got.rate === wanted[2]
              if (!same) assert.deepEqual(got as unknown, wanted, JSON.stringify(one))
            }
    assert.isAbove(count, 100_000)
  }).timeout(60_000)

  test('so does any mixture of facts', ({ assert }) => {
    const place = fc.constantFrom(...PLACES)
    fc.assert(
      fc.property(
        place,
        place,
        fc.record({
          vat_status: fc.constantFrom('registered', 'small_business', 'not_registered', undefined),
          vat_id: fc.constantFrom('DE136695976', '', undefined),
          oss_registered: fc.boolean(),
        }),
        fc.record({
          type: fc.constantFrom('business' as const, 'consumer' as const),
          vat_id: fc.constantFrom('FR40303265045', undefined),
          vat_id_status: fc.constantFrom(...STATUSES),
          other_business_evidence: fc.boolean(),
          exemption: fc.constantFrom(
            undefined,
            { code: 'VATEX-EU-132-1I', text: 'Education' },
            { code: 'VATEX-EU-132-1I', text: '' }
          ),
        }),
        fc.constantFrom(...KINDS),
        fc.constantFrom('domestic_vat' as const, 'hold' as const, undefined),
        ([sc, sp, from], [bc, bp, to], seller, buyer, kind, without_id) => {
          const one = facts({
            seller: { country: sc, postal_code: sp, ...(seller as object) },
            buyer: { country: bc, postal_code: bp, ...buyer },
            supply: { kind },
            without_id,
          })
          check(assert, one, from, to)
        }
      ),
      { numRuns: 5000 }
    )
  }).timeout(60_000)

  test('all countries of the world: exactly one strategy, or a hold with its reason', ({
    assert,
  }) => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const countries = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountry)
    assert.isAbove(countries.length, 240)
    for (const seller of countries)
      for (const buyer of countries) {
        const got = assessTax(
          facts({ seller: { country: seller }, buyer: { country: buyer } }),
          CONTEXT
        )
        if (got.strategy === 'hold') assert.fail(`${seller} to ${buyer}: ${(got as any).reason}`)
      }
  }).timeout(60_000)
})
