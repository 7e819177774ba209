import Stripe from 'stripe'
import { type PaymentNews, definePlugin, vine } from '#sdk'

interface Config {
  secret_key: string
  webhook_secret: string
}

/** Seconds a message may be old: Stripe's own default. */
const TOLERANCE = 300

/** Stripe takes amounts of these in steps of ten: an invoice that ends on another digit is paid by transfer (same page). */
const IN_STEPS = ['BHD', 'JOD', 'KWD', 'OMR', 'TND']
/** Stripe takes these in hundredths although they have none (docs.stripe.com/currencies, "Special cases"). */
const IN_HUNDREDTHS = ['ISK', 'UGX']
const toStripe = (amount: number, currency: string) =>
  IN_HUNDREDTHS.includes(currency) ? amount * 100 : amount
const fromStripe = (amount: number, currency: string) =>
  IN_HUNDREDTHS.includes(currency) ? Math.round(amount / 100) : amount

export default definePlugin<Config>({
  api: 1,
  kind: 'payment',
  id: 'stripe',
  name: 'Stripe',
  version: '1.0.0',
  description: 'Card and other ways to pay, on a page of Stripe.',
  de: { description: 'Karte und andere Zahlungsarten, auf einer Seite von Stripe.' },
  icon: 'credit-card',
  config: vine.object({
    secret_key: vine
      .string()
      .regex(/^[sr]k_/)
      .meta({
        title: 'Secret key',
        description: 'Under Developers, API keys: sk_… or a restricted one, rk_….',
        secret: true,
        de: {
          title: 'Geheimer Schlüssel',
          description: 'Unter Entwickler, API-Schlüssel: sk_… oder ein eingeschränkter, rk_….',
        },
      }),
    webhook_secret: vine
      .string()
      .regex(/^whsec_/)
      .meta({
        title: 'Signing secret of the webhook',
        description: 'Of the endpoint with the address below: whsec_….',
        secret: true,
        de: {
          title: 'Signaturgeheimnis des Webhooks',
          description: 'Des Endpunkts mit der Adresse unten: whsec_….',
        },
      }),
  }),

  async checkout(due, io, config) {
    if (IN_STEPS.includes(due.currency) && due.amount % 10 !== 0) return { transfer: true }
    const stripe = new Stripe(config.secret_key, {
      httpClient: Stripe.createFetchHttpClient(io.fetch as typeof fetch),
      maxNetworkRetries: 0,
      telemetry: false,
    })
    const amount = toStripe(due.amount, due.currency)
    const session = await stripe.checkout.sessions.create(
      {
        mode: 'payment',
        client_reference_id: due.invoice,
        metadata: { invoice: due.invoice },
        payment_intent_data: { metadata: { invoice: due.invoice } },
        ...(due.payer.email && { customer_email: due.payer.email }),
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: due.currency.toLowerCase(),
              unit_amount: amount,
              product_data: { name: due.number, description: due.description },
            },
          },
        ],
        success_url: due.return_url,
        cancel_url: due.return_url,
      },
      // A session lives for a day, and so long Stripe remembers the key: asked twice on a day there is one.
      { idempotencyKey: `${due.invoice}:${amount}:${Math.floor(io.now / 86_400_000)}` }
    )
    if (!session.url) throw new Error('Stripe gave no page to pay on')
    return { redirect: session.url, reference: session.id }
  },

  async receive({ body, headers, now }, config) {
    const signature = headers['stripe-signature']
    if (!signature) return null
    let event: Stripe.Event
    try {
      const { webhooks } = new Stripe(config.secret_key)
      // In ms: the library takes what `Date.now()` gives.
      const sent = [body, signature, config.webhook_secret, TOLERANCE, undefined, now] as const
      event = await webhooks.constructEventAsync(...sent)
    } catch {
      return null
    }
    return readEvent(event)
  },
})

/** A session is paid when it ends, or later where the way to pay takes days. */
function readEvent(event: Stripe.Event): PaymentNews {
  const other: PaymentNews = { type: 'other', event: event.id }
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed': {
      const session = event.data.object
      const failed = event.type === 'checkout.session.async_payment_failed'
      const invoice = session.metadata?.invoice ?? session.client_reference_id
      const { amount_total: amount, payment_status: status, currency } = session
      if (!invoice || !amount || !currency || (!failed && status !== 'paid')) return other
      const code = currency.toUpperCase()
      const intent = session.payment_intent
      return {
        ...{ type: failed ? 'failed' : 'paid', event: event.id, invoice, currency: code },
        payment: (typeof intent === 'string' ? intent : intent?.id) ?? session.id,
        amount: fromStripe(amount, code),
        at: event.created * 1000,
      }
    }
    default:
      return other
  }
}
