import fc from 'fast-check'
import { test } from '@japa/runner'
import { acceptLead } from '#entities/accept_lead'
import { FIELD_TYPES } from '#entities/types'
import { DE, NOW, US, everyType } from '#tests/unit/entities/helpers'

const entity = everyType()

/** Values that come near to what the types read, with anything else between them. */
const nearly = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.emailAddress(),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.double().map(String),
  fc.double(),
  fc.integer({ min: 0, max: 1e15 }).map((digits) => `+${digits}`),
  fc.integer({ min: 0, max: 1e12 }).map((digits) => `0${digits}`),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.stringMatching(/^\d{1,2}[./-]\d{1,2}[./-]\d{4}$/),
  fc.stringMatching(/^[+-]?\d{1,4}([., ']\d{1,3}){0,3}( ?(EUR|USD|JPY|\$))?$/),
  fc.subarray(['ca', 'New York', 'solar', 'Heat pump', 'EV, charger', 'straße']),
  fc.constantFrom('ca', 'NEW YORK', 'Straße', 'solar, heat pump', 'yes', 'off', '1'),
  fc.record({
    amount: fc.oneof(fc.integer(), fc.string()),
    currency: fc.constantFrom('usd', 'JPY', ''),
  }),
  fc.record({ url: fc.webUrl() }),
  fc.record(
    {
      street: fc.string({ unit: 'binary' }),
      zip: fc.oneof(fc.nat(), fc.string()),
      country: fc.constantFrom('us', 'Germany', 'France', 'Narnia', ''),
      latitude: fc.double({ min: -100, max: 100, noNaN: true }),
      longitude: fc.integer({ min: -200, max: 200 }).map(String),
    },
    { requiredKeys: [] }
  )
)
const leads = fc.dictionary(fc.oneof(fc.constantFrom(...FIELD_TYPES), fc.string()), nearly)
const context = fc.constantFrom(US, DE, { country: null, currency: 'JPY' })

test.group('accept a lead, any lead', () => {
  test('never throws, and loses nothing of what it accepts', ({ assert }) => {
    fc.assert(
      fc.property(leads, context, (lead, at) => {
        const result = acceptLead(lead, entity, NOW, at)
        if (!result.ok) {
          assert.isAbove(result.problem.length, 0)
          return
        }
        const { values, extra } = result.value
        for (const key of Object.keys(extra)) assert.isFalse(Object.hasOwn(values, key))
        assert.doesNotThrow(() => JSON.stringify(result.value))
      }),
      { numRuns: 2000 }
    )
  }).timeout(60_000)

  for (const type of FIELD_TYPES)
    test(`reading a normal form changes nothing: ${type}`, ({ assert }) => {
      let accepted = 0
      fc.assert(
        fc.property(nearly, context, (value, at) => {
          const first = acceptLead({ [type]: value }, entity, NOW, at)
          if (!first.ok) return
          accepted++
          const again = acceptLead(first.value.values, entity, NOW, at)
          assert.deepEqual(again.ok && again.value.values, first.value.values)
          assert.deepEqual(again.ok && again.value.raw, {})
        }),
        { numRuns: 3000 }
      )
      assert.isAbove(accepted, 10)
    }).timeout(60_000)
})
