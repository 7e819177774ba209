import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A recorded shape of Stripe, see tests/fixtures/stripe/README.md. */
export const stripeShape = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/stripe/${name}.json`, import.meta.url), 'utf8'))

export const STRIPE_SECRET = 'whsec_0123456789abcdef'

/** An event of a session, changed in places. */
export function sessionEvent(session: object = {}, event: object = {}) {
  const shape = stripeShape('session_event')
  const object = { ...shape.data.object, ...session }
  return JSON.stringify({ ...shape, ...event, data: { object } })
}

/** Signed by Stripe's scheme v1 (docs.stripe.com/webhooks/signature), made here without its library. */
export function signed(body: string, now: number, secret = STRIPE_SECRET): Record<string, string> {
  const at = Math.floor(now / 1000)
  const mac = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  return { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${mac}` }
}
