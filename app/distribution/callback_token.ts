import { type KeyObject, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { addressAtHand } from '#accounts/domains/address_for'
import { appKeys } from '#config/encryption'

const PREFIX = 'cb_'
// Made into key objects once: a text key is parsed anew for every HMAC.
const keys = appKeys.map((key) => createSecretKey(Buffer.from(key)))
const mac = (key: KeyObject, id: string) =>
  createHmac('sha256', key).update(`callback\n${id}`).digest('base64url').slice(0, 32)

/**
 * The secret in a delivery's callback URL: its id and an HMAC of it. The same on every retry, never stored, and worth
 * nothing for another delivery.
 */
export const callbackToken = (deliveryId: string): string =>
  `${PREFIX}${deliveryId.slice('dlv_'.length)}.${mac(keys[0], deliveryId)}`

/** Under the account's own domain where it has one: a partner sees no other name. */
export const callbackUrl = (accountId: string, deliveryId: string): string =>
  `${addressAtHand(accountId, 'app')}/api/v1/callbacks/${callbackToken(deliveryId)}`

/** The delivery a token stands for; null when it was not made here. Tokens of rotated keys stay good. */
export function deliveryOfToken(token: string): string | null {
  const match = /^cb_([0-9a-z]{10,40})\.([\w-]{32})$/.exec(token)
  if (!match) return null
  const id = `dlv_${match[1]}`
  const given = Buffer.from(match[2])
  return keys.some((key) => timingSafeEqual(Buffer.from(mac(key, id)), given)) ? id : null
}
