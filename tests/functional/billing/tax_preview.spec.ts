import { test } from '@japa/runner'
import { call } from '#tests/functional/api/call'
import { makeAccount, makeToken } from '#tests/helpers/make_account'

const SELLER = { country: 'DE', vat_status: 'registered', vat_id: 'DE136695976' }
const BUYER = {
  country: 'FR',
  type: 'business',
  vat_id: 'FR40303265045',
  vat_id_status: 'valid',
}
const preview = (token: string, over: Record<string, any> = {}) =>
  call('POST', '/api/v1/tax/preview', {
    token,
    body: {
      seller: { ...SELLER, ...over.seller },
      buyer: { ...BUYER, ...over.buyer },
      supply: { date: '2026-11-02', kind: 'b2b_service', ...over.supply },
      net: over.net ?? { amount: '100.00', currency: 'EUR' },
    },
  })

test.group('billing: tax preview', () => {
  test('is the tax block of an invoice', async ({ assert }) => {
    const { token } = await makeAccount({ blueprint: null })
    const reverse = await preview(token)
    assert.equal(reverse.status, 200)
    assert.deepEqual(reverse.body, {
      strategy: 'eu_reverse_charge',
      category: 'AE',
      rate: '0',
      amount: { amount: '0.00', currency: 'EUR' },
      tax_country: 'FR',
      exemption_code: 'VATEX-EU-AE',
      note: 'Steuerschuldnerschaft des Leistungsempfängers / Reverse charge',
      evidence: {
        row: 8,
        seller_territory: 'DE',
        buyer_territory: 'FR',
        date: '2026-11-02',
        seller_vat_id: 'DE136695976',
        buyer_vat_id: 'FR40303265045',
        buyer_vat_id_status: 'valid',
      },
    })

    const outside = await preview(token, { buyer: { country: 'US', vat_id: null } })
    assert.deepEqual(
      [outside.body.strategy, outside.body.category, outside.body.rate, outside.body.tax_country],
      ['outside_scope', 'O', null, 'US']
    )
    const home = await preview(token, {
      buyer: { country: 'DE' },
      supply: { date: '2020-10-31' },
      net: { amount: '9.99', currency: 'EUR' },
    })
    assert.deepEqual(
      [home.body.strategy, home.body.rate, home.body.amount],
      ['domestic_vat', '16', { amount: '1.60', currency: 'EUR' }]
    )
    const yen = await preview(token, {
      buyer: { country: 'DE' },
      net: { amount: '99', currency: 'JPY' },
    })
    assert.deepEqual(yen.body.amount, { amount: '19', currency: 'JPY' })
    const dinar = await preview(token, {
      buyer: { country: 'DE' },
      net: { amount: '0.005', currency: 'KWD' },
    })
    assert.deepEqual(dinar.body.amount, { amount: '0.001', currency: 'KWD' })
  })

  test('says why a document must not be issued yet', async ({ assert }) => {
    const { token } = await makeAccount({ blueprint: null })
    const pending = await preview(token, { buyer: { vat_id_status: 'unavailable' } })
    assert.equal(pending.status, 200)
    assert.equal(pending.body.strategy, 'hold')
    assert.match(pending.body.reason, /not confirmed yet/)
    assert.notProperty(pending.body, 'amount')
    const nobody = await preview(token, { seller: { vat_id: '' } })
    assert.match(nobody.body.reason, /no VAT id of its own/)
    const unexplained = await preview(token, {
      buyer: { country: 'DE', exemption: { code: 'VATEX-EU-132', text: '' } },
    })
    assert.match(unexplained.body.reason, /without its reason/)
  })

  test('names every value it cannot read', async ({ assert }) => {
    const { token } = await makeAccount({ blueprint: null })
    const bad = await preview(token, {
      seller: { country: 'QQ', vat_status: 'maybe' },
      buyer: { vat_id: '!!', vat_id_status: 'sure', exemption: { valid_from: '2026-02-30' } },
      supply: { date: '2026-13-01', kind: 'goods' },
      net: { amount: 'much', currency: 'EUROS' },
    })
    assert.equal(bad.status, 422)
    assert.equal(bad.headers.get('content-type'), 'application/problem+json')
    assert.sameMembers(
      bad.body.errors.map(({ field }: { field: string }) => field),
      [
        'seller.country',
        'seller.vat_status',
        'buyer.vat_id',
        'buyer.vat_id_status',
        'buyer.exemption.valid_from',
        'supply.date',
        'supply.kind',
        'net.amount',
        'net.currency',
      ]
    )
    const fine = await preview(token, { net: { amount: '1.001', currency: 'EUR' } })
    assert.deepEqual(
      fine.body.errors.map(({ field }: { field: string }) => field),
      ['net.amount']
    )
    const empty = await call('POST', '/api/v1/tax/preview', { token, body: {} })
    assert.deepEqual(
      empty.body.errors.map(({ field }: { field: string }) => field),
      ['seller', 'buyer', 'supply', 'net']
    )
    for (const body of [[], 7, { seller: [], buyer: 1, supply: null, net: 'x' }]) {
      const { status } = await call('POST', '/api/v1/tax/preview', { token, body })
      assert.equal(status, 422)
    }
  })

  test('asks for the ability to read billing', async ({ assert }) => {
    const { id } = await makeAccount({ blueprint: null })
    const reader = await makeToken(id, ['leads:read'])
    assert.equal((await preview(reader)).status, 403)
  })
})
