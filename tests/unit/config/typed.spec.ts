import { test } from '@japa/runner'
import { isKey } from '#shared/common_shapes'
import { parseAmount } from '#shared/money'
import { readAmount } from '../../../resources/config/amount.js'
import { askingOrder, moveAssignment } from '../../../resources/config/assignment_order.js'
import { fieldKey, freeKey, objectKey } from '../../../resources/config/key_of.js'
import { readVatId } from '../../../resources/config/vat_id.js'

test.group('what is made of what people type', () => {
  test('keys from names and labels', ({ assert }) => {
    for (const [name, key] of [
      ['Solar US', 'solar-us'],
      ['  Müller & Söhne GmbH ', 'mueller-soehne-gmbh'],
      ['Énergie #1', 'energie-1'],
      ['!!!', ''],
    ]) {
      assert.equal(objectKey(name), key)
      if (key) assert.isTrue(isKey(key))
    }
    assert.equal(fieldKey('Monthly bill (€)'), 'monthly_bill')
    assert.equal(fieldKey('2nd phone'), 'nd_phone')
    assert.equal(objectKey('x'.repeat(80)).length, 64)
    assert.equal(freeKey('a', ['a', 'a-2']), 'a-3')
    assert.equal(freeKey('b', ['a']), 'b')
  })

  test('amounts as they are written here and there', ({ assert }) => {
    for (const [typed, amount] of [
      ['25', '25.00'],
      ['25,5', '25.50'],
      ['25.50', '25.50'],
      ['1.250,00', '1250.00'],
      ['1,250.00', '1250.00'],
      ['1 250', '1250.00'],
      ["1'250", '1250.00'],
      ['0', '0.00'],
      ['', null],
      ['-1', null],
      ['1.2.3', null],
      ['1.250.00', null],
      ['25.123', null],
      ['dear', null],
    ] as const) {
      assert.equal(readAmount(typed, 'EUR'), amount, typed)
      if (amount !== null) assert.isTrue(parseAmount(amount, 'EUR').ok)
    }
    assert.equal(readAmount('1250', 'JPY'), '1250')
    assert.equal(readAmount('1.5', 'JPY'), null)
    assert.equal(readAmount('1.5', 'KWD'), '1.500')
  })

  test('VAT ids by their form and the country of the address', ({ assert }) => {
    const verdict = (id: string, country?: string) => readVatId(id, country).type
    for (const [id, country] of [
      ['DE136695976', 'DE'],
      ['FR40303265045', 'FR'],
      ['ATU12345678', 'AT'],
      ['NL123456789B01', 'NL'],
      ['EL123456789', 'GR'],
      ['ie 6388047 V', 'IE'],
      ['XI123456789', 'GB'],
    ])
      assert.equal(verdict(id, country), 'good', id)
    assert.equal(verdict('DE13669597', 'DE'), 'format')
    assert.equal(verdict('DE136695976', 'FR'), 'other_country')
    assert.equal(verdict('GB12345678', 'GB'), 'format')
    assert.equal(verdict('US-1', undefined), 'unknown')
  })

  test('moving an assignment writes priorities anew only where they are used', ({ assert }) => {
    const plain: { key: string; priority?: number }[] = [{ key: 'a' }, { key: 'b' }, { key: 'c' }]
    assert.deepEqual(moveAssignment(plain, 2, 0), [{ key: 'c' }, { key: 'a' }, { key: 'b' }])
    const ranked = [{ key: 'a', priority: 5 }, { key: 'b' }, { key: 'c', priority: 1 }]
    // c (1), a (5), b (the default, 100)
    assert.deepEqual(askingOrder(ranked), [2, 0, 1])
    assert.deepEqual(moveAssignment(ranked, 2, 1), [
      { key: 'c', priority: 1 },
      { key: 'b', priority: 2 },
      { key: 'a', priority: 3 },
    ])
  })
})
