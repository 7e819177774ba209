import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Problem } from '#shared/result'
import { object, optional, text as textShape } from '#shared/shape'
import { refuseMalformedVatId } from '#shared/vat_id_shape'
import { normalVatId, readVatId } from '#partners/vat_id'
import { vatStatusOn } from '#partners/vat_status_on'
import { readViesAnswer, viesRequest } from '#partners/vies_protocol'

const verdict = (id: string, country?: string) => readVatId(id, country).type

test.group('VAT ids', () => {
  test('one of no country that asks the register is taken as it is', ({ assert }) => {
    const billing = refuseMalformedVatId(
      object({ vat_id: optional(textShape()), country: optional(textShape()) })
    )
    const refused = (vatId: string, country?: string) => {
      const problems: Problem[] = []
      billing.parse({ vat_id: vatId, ...(country && { country }) }, 'billing', problems)
      return problems.map(({ field, rule }) => [field, rule].join(' '))
    }
    for (const [vatId, country] of [
      ['DE136695976', 'DE'],
      ['136 695 976', 'DE'],
      ['12-3456789', 'US'],
      ['12-3456789'],
      ['CHE-123', 'CH'],
    ])
      assert.isEmpty(refused(vatId, country), vatId)
    for (const [vatId, country] of [
      ['DE13669597', 'DE'],
      ['FR1', undefined],
      ['tbd', 'DE'],
    ])
      assert.deepEqual(refused(vatId!, country), ['billing.vat_id vat_id'], vatId)
  })

  test('are brought into one way of writing', ({ assert }) => {
    for (const [written, normal, country] of [
      ['de 136 695 976', 'DE136695976'],
      ['\u200bDE\u00a0136.695.976\ufeff', 'DE136695976'],
      ['GR094259216', 'EL094259216'],
      ['EL 94259216', 'EL094259216'],
      ['BE403019261', 'BE0403019261'],
      ['NL 4495445 B01', 'NL004495445B01'],
      ['CHE-123.456.788 MWST', 'CHE123456788MWST'],
      ['923 609 016 MVA', 'NO923609016MVA', 'NO'],
      ['40303265045', 'FR40303265045', 'FR'],
      ['U13585627', 'ATU13585627', 'AT'],
      ['ＤＥ１３６６９５９７６', 'DE136695976'],
    ] as const)
      assert.equal(normalVatId(written, country), normal, written)
  })

  test('normal is normal, and never longer than is stored', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const normal = normalVatId(text, 'FR')
        assert.isAtMost(normal.length, 40)
        assert.equal(normalVatId(normal, 'FR').replace(/^FR/, ''), normal.replace(/^FR/, ''))
        readVatId(text, 'FR')
      })
    )
  })

  test('form and check digits', ({ assert }) => {
    for (const [id, country] of [
      ['DE136695976', 'DE'],
      ['FR40303265045', 'FR'],
      ['FR40303265045', 'MC'],
      ['ATU13585627', 'AT'],
      ['GR094259216', 'GR'],
      ['XI110305878', 'GB'],
      ['GB110305878', 'GB'],
      ['NO923609016MVA', 'NO'],
      ['CHE123456788TVA', 'CH'],
      ['CHE123456788', 'LI'],
      ['IE6388047V', 'IE'],
      ['NL822010690B01', 'NL'],
    ])
      assert.equal(verdict(id, country), 'good', id)
    assert.equal(verdict('DE136695977', 'DE'), 'check_digits')
    assert.equal(verdict('NO923609017MVA', 'NO'), 'check_digits')
    assert.equal(verdict('CHE123456789', 'CH'), 'check_digits')
    assert.equal(verdict('DE13669597', 'DE'), 'format')
    assert.equal(verdict('DE136695976', 'FR'), 'other_country')
    assert.equal(verdict('US12-3456789', 'US'), 'unknown')
  })
})

test.group('What is known of an id on a day', () => {
  const DAY = 86_400_000
  const check = (status: 'valid' | 'invalid' | 'unavailable', day: number, vat_id = 'DE1') => ({
    ...{ id: `vat_${day}`, vat_id, status, checked_at: day * DAY },
  })
  const on = (day: number, ...checks: ReturnType<typeof check>[]) =>
    vatStatusOn('DE1', undefined, checks, day * DAY)

  test('the last verdict until then, else the first after it; outages are none', ({ assert }) => {
    const checks = [check('valid', 2), check('unavailable', 4), check('invalid', 6)]
    assert.deepEqual(on(1, ...checks), { status: 'valid', check: 'vat_2' })
    assert.equal(on(5, ...checks).status, 'valid')
    assert.equal(on(7, ...checks).status, 'invalid')
    assert.equal(on(7, check('unavailable', 1)).status, 'unavailable')
    assert.equal(on(7, check('valid', 1, 'DE2')).status, 'unavailable')
    assert.equal(on(7).status, 'unavailable')
    assert.equal(vatStatusOn('DE1', 'valid', [], 0).status, 'valid')
    assert.equal(vatStatusOn(undefined, 'valid', [], 0).status, 'absent')
  })
})

test.group('What VIES answers', () => {
  const read = (status: number, body: unknown) =>
    readViesAnswer(status, typeof body === 'string' ? body : JSON.stringify(body), 'FR40303265045')
  const about = { countryCode: 'FR', vatNumber: '40303265045' }

  test('only a clear yes or no about the very id is one', ({ assert }) => {
    assert.equal(read(200, { ...about, valid: true, userError: 'VALID' }).status, 'valid')
    assert.equal(read(200, { ...about, valid: false, userError: 'INVALID' }).status, 'invalid')
    for (const [status, body, code] of [
      [200, { ...about, valid: false, userError: 'MS_UNAVAILABLE' }, 'MS_UNAVAILABLE'],
      [400, { errorWrappers: [{ error: 'INVALID_INPUT' }] }, 'INVALID_INPUT'],
      [200, { ...about, vatNumber: '1', valid: true }, 'OTHER_ID_ANSWERED'],
      [200, { ...about }, 'UNREADABLE_ANSWER'],
      [200, [], 'UNREADABLE_ANSWER'],
      [503, 'sorry', 'HTTP_503'],
      [500, { ...about, valid: true }, 'HTTP_500'],
    ] as const)
      assert.include(read(status, body), { status: 'unavailable', error_code: code })
  })

  test('anything else is an outage, never a fault', ({ assert }) => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), (status, value) => {
        assert.equal(read(status, JSON.stringify(value)).status, 'unavailable')
      })
    )
  })

  test('an own id of outside VIES asks for no consultation number', ({ assert }) => {
    const body = (own: string | null) => JSON.parse(viesRequest('http://v/', 'FR1', own).body)
    assert.property(body('DE136695976'), 'requesterNumber')
    assert.notProperty(body('CHE123456788'), 'requesterNumber')
    assert.notProperty(body(null), 'requesterNumber')
  })
})
