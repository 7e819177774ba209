import { test } from '@japa/runner'
import { fakeDue, fakePaymentIo, testPayment } from '#sdk/testing'
import stripe from '#plugins/payments/stripe'
import { STRIPE_SECRET, sessionEvent, signed, stripeShape } from '#tests/helpers/stripe_shapes'

const config = { secret_key: 'sk_test_1234', webhook_secret: STRIPE_SECRET }
const now = Date.parse('2026-11-27T12:00:00Z')
const session = stripeShape('checkout_session')
const message = (body: string, at = now, secret?: string) => ({
  body,
  headers: signed(body, at, secret),
  now,
})
const paid = sessionEvent()

testPayment(stripe, [
  {
    title: 'sends whoever pays to the page of the session',
    config,
    io: fakePaymentIo([{ status: 200, body: session }]),
    step: { redirect: session.url, reference: session.id },
  },
  {
    title: 'a session that was paid',
    config,
    message: message(paid),
    news: {
      ...{ type: 'paid', event: 'evt_1NG8Du2eZvKYlo2CUI79vXWy', invoice: 'inv_0001' },
      ...{ payment: 'pi_3MtwBwLkdIwHu7ix28a3tqPa', amount: 4900, currency: 'EUR' },
      at: 1764244860_000,
    },
  },
  {
    title: 'a session that ended and is paid days later',
    config,
    message: message(sessionEvent({ payment_status: 'unpaid' })),
    news: { type: 'other' },
  },
  {
    title: 'money that came later',
    config,
    message: message(sessionEvent({}, { type: 'checkout.session.async_payment_succeeded' })),
    news: { type: 'paid', payment: 'pi_3MtwBwLkdIwHu7ix28a3tqPa' },
  },
  {
    title: 'money that did not come',
    config,
    message: message(
      sessionEvent({ payment_status: 'unpaid' }, { type: 'checkout.session.async_payment_failed' })
    ),
    news: { type: 'failed', invoice: 'inv_0001' },
  },
  {
    title: 'what is of no session of ours',
    config,
    message: message(sessionEvent({ metadata: {}, client_reference_id: null })),
    news: { type: 'other' },
  },
  {
    title: 'an amount Stripe cannot take to the last digit is paid by transfer',
    config,
    due: fakeDue({ amount: 10_713, currency: 'KWD' }),
    step: { transfer: true },
  },
  {
    title: 'three digits that end on zero',
    config,
    due: fakeDue({ amount: 10_710, currency: 'KWD' }),
    io: fakePaymentIo([{ status: 200, body: session }]),
    step: { redirect: session.url, reference: session.id },
  },
  {
    title: 'a currency that Stripe counts in hundredths',
    config,
    message: message(sessionEvent({ currency: 'isk', amount_total: 490000 })),
    news: { amount: 4900, currency: 'ISK' },
  },
  { title: 'another secret', config, message: message(paid, now, 'whsec_other'), news: null },
  {
    title: 'a message of an hour ago',
    config,
    message: message(paid, now - 3_600_000),
    news: null,
  },
  {
    title: 'a body that was changed on its way',
    config,
    message: { ...message(paid), body: paid.replace('4900', '1') },
    news: null,
  },
])

test.group('Stripe', () => {
  test('asks for one payment of the very amount, with a key of its own', async ({ assert }) => {
    const io = fakePaymentIo([{ status: 200, body: session }], now)
    await stripe.checkout(fakeDue({ amount: 12_345 }), io, config)
    const [{ url, method, headers, body }] = io.asked
    assert.equal(`${method} ${url}`, 'POST https://api.stripe.com/v1/checkout/sessions')
    assert.equal(headers.authorization, 'Bearer sk_test_1234')
    assert.equal(headers['idempotency-key'], `inv_0001:12345:${Math.floor(now / 86_400_000)}`)
    const sent = new URLSearchParams(body)
    assert.equal(sent.get('line_items[0][price_data][unit_amount]'), '12345')
    assert.equal(sent.get('line_items[0][price_data][currency]'), 'eur')
    assert.equal(sent.get('metadata[invoice]'), 'inv_0001')
    assert.equal(sent.get('mode'), 'payment')
  })

  test('what Stripe refuses is an error that says why', async ({ assert }) => {
    const io = fakePaymentIo([{ status: 400, body: stripeShape('error') }])
    await assert.rejects(() => stripe.checkout(fakeDue(), io, config), /greater than or equal to 1/)
    assert.lengthOf(io.asked, 1)
  })
})
