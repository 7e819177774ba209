import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { advanceSubscriptions } from '#accounts/plans/advance'
import { planSettings } from '#accounts/plans/repository'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { fakePaymentIo } from '#sdk/testing'
import { checkOut } from '#billing/plans/check_out'
import { passPlans } from '#billing/plans/plan_runner'
import { paymentForms, savePayment } from '#billing/plans/payment_settings'
import { STRIPE_SECRET, sessionEvent, signed, stripeShape } from '#tests/helpers/stripe_shapes'
import { addUp, by, makeAgency, makeClient } from '#tests/functional/plans/support'

const DAY = 86_400_000

test.group('Plans | payment providers', (group) => {
  let agency: Account
  let token: string
  group.setup(async () => {
    agency = await makeAgency()
    await db.from('plan_settings').where('seller', agency.id).update({ invoices: 'finalize' })
    const settings = (await planSettings(agency.id))!
    token = settings.webhookToken
    const config = { secret_key: 'sk_test_1234', webhook_secret: STRIPE_SECRET }
    const saved = await savePayment(settings, { use: 'stripe', config }, by())
    if (!saved.ok) throw new Error(JSON.stringify(saved.problem))
  })

  /** An invoice over 90.00 and VAT, 107.10 EUR. */
  async function billed() {
    const now = Date.now()
    const client = await makeClient(agency, 'large', now - 45 * DAY)
    await advanceSubscriptions(now)
    await addUp(now)
    await passPlans(now)
    const [period] = await db.from('subscription_periods').where('account_id', client.id)
    const row = await db.from('invoices').where('partner_id', period.partner_id).firstOrFail()
    return { client, invoice: row.id as string }
  }
  const invoiceOf = async () => (await billed()).invoice
  const send = (body: string, headers = signed(body, Date.now()), to = `stripe/${token}`) =>
    fetch(`http://${process.env.HOST}:${process.env.PORT}/payments/${to}`, {
      method: 'POST',
      headers,
      body,
    })
  const news = (invoice: string, payment: string, session: object = {}, event: object = {}) =>
    sessionEvent(
      { metadata: { invoice }, payment_intent: payment, amount_total: 10_710, ...session },
      { id: `evt_${payment}`, ...event }
    )
  const payments = (invoice: string) => db.from('payments').where('invoice_id', invoice)
  const due = async (invoice: string) =>
    Number((await db.from('invoice_balances').where('id', invoice).firstOrFail()).due)

  test('secrets are kept as secrets, and are told to nobody', async ({ assert }) => {
    const settings = (await planSettings(agency.id))!
    assert.deepEqual(settings.payment.config, {
      secret_key: '${PLAN_PAYMENT_STRIPE_SECRET_KEY}',
      webhook_secret: '${PLAN_PAYMENT_STRIPE_WEBHOOK_SECRET}',
    })
    const form = JSON.stringify(paymentForms(settings))
    assert.notInclude(form, 'sk_test_1234')
    assert.notInclude(form, STRIPE_SECRET)
    // Left empty a secret stays.
    const again = await savePayment(settings, { use: 'stripe', config: {} }, by())
    assert.isTrue(again.ok)
    const bad = await savePayment(settings, { use: 'stripe', config: { secret_key: 'x' } }, by())
    assert.equal(!bad.ok && bad.problem[0].field, 'config.secret_key')
  })

  test('a payment is recorded once, however often and by whichever message it is told', async ({
    assert,
  }) => {
    const invoice = await invoiceOf()
    assert.equal(await due(invoice), 10_710)
    const body = news(invoice, 'pi_once')
    const answers = await Promise.all([send(body), send(body), send(body)])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [204, 204, 204]
    )
    const late = { id: 'evt_late', type: 'checkout.session.async_payment_succeeded' }
    assert.equal((await send(news(invoice, 'pi_once', {}, late))).status, 204)
    const rows = await payments(invoice)
    assert.deepEqual(
      rows.map(({ amount, reference }) => [Number(amount), reference]),
      [[10_710, 'stripe pi_once']]
    )
    assert.equal(await due(invoice), 0)
  })

  test('a failure that comes after the payment takes nothing back', async ({ assert }) => {
    const invoice = await invoiceOf()
    await send(news(invoice, 'pi_order'))
    const failed = { id: 'evt_failed', type: 'checkout.session.async_payment_failed' }
    const answer = await send(news(invoice, 'pi_order', { payment_status: 'unpaid' }, failed))
    assert.equal(answer.status, 204)
    assert.equal(await due(invoice), 0)
    assert.lengthOf(await payments(invoice), 1)
  })

  test('what nobody signed, or another, or long ago, is refused and changes nothing', async ({
    assert,
  }) => {
    const invoice = await invoiceOf()
    const body = news(invoice, 'pi_forged')
    const plain = { 'content-type': 'application/json' }
    assert.equal((await send(body, plain)).status, 400)
    assert.equal((await send(body, signed(body, Date.now(), 'whsec_guess'))).status, 400)
    assert.equal((await send(body, signed(body, Date.now() - 3_600_000))).status, 400)
    assert.equal((await send(body, signed(body, Date.now()), 'stripe/no-such-token')).status, 404)
    assert.equal((await send(body, signed(body, Date.now()), `manual/${token}`)).status, 404)
    assert.lengthOf(await payments(invoice), 0)
  })

  test('an open invoice leads to a page of the provider, over what is due and with nobody named twice', async ({
    assert,
  }) => {
    const { client: buyer, invoice } = await billed()
    const client = (await loadAccount(buyer.id))!
    const session = stripeShape('checkout_session')
    const io = fakePaymentIo([{ status: 200, body: session }])
    const step = await checkOut(client, agency.id, invoice, io.fetch)
    assert.deepEqual(step.ok && step.value, { redirect: session.url, reference: session.id })
    const asked = new URLSearchParams(io.asked[0].body)
    assert.equal(asked.get('metadata[invoice]'), invoice)
    assert.equal(asked.get('line_items[0][price_data][unit_amount]'), '10710')
    assert.equal(asked.get('line_items[0][price_data][currency]'), 'eur')
    // Asked again on the same day the provider is told the same key: there is one page.
    await checkOut(client, agency.id, invoice, io.fetch)
    const keys = io.asked.map(({ headers }) => headers['idempotency-key'])
    assert.equal(keys[0], keys[1])

    const refused = fakePaymentIo([{ status: 402, body: { error: { message: 'No' } } }])
    const failed = await checkOut(client, agency.id, invoice, refused.fetch)
    assert.equal(!failed.ok && failed.problem, 'unavailable')
    const { id } = await makeClient(agency, 'large', Date.now())
    const stranger = (await loadAccount(id))!
    const foreign = await checkOut(stranger, agency.id, invoice, io.fetch)
    assert.equal(!foreign.ok && foreign.problem, 'not_found')
    await send(news(invoice, 'pi_checked_out'))
    const paid = await checkOut(client, agency.id, invoice, io.fetch)
    assert.equal(!paid.ok && paid.problem, 'nothing_due')
  })

  test('an invoice of another seller is not paid by it', async ({ assert }) => {
    const invoice = await invoiceOf()
    const other = await makeAgency()
    const settings = (await planSettings(other.id))!
    const config = { secret_key: 'sk_test_1', webhook_secret: 'whsec_other' }
    await savePayment(settings, { use: 'stripe', config }, by())
    const body = news(invoice, 'pi_stranger')
    const headers = signed(body, Date.now(), 'whsec_other')
    assert.equal((await send(body, headers, `stripe/${settings.webhookToken}`)).status, 204)
    assert.lengthOf(await payments(invoice), 0)
    assert.equal(await due(invoice), 10_710)
  })
})
