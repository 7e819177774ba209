import { type KeyObject, createHmac, createSecretKey, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'
// Key objects: raw bytes are made into one anew for every HMAC, which costs more than the HMAC.
const keys = new Map<string, KeyObject>()

/**
 * The `webhook-signature` of one request by Standard Webhooks 1.0.0: `v1,` and the base64 HMAC-SHA256 of
 * `id.timestamp.body`. `secret` is `whsec_` and base64 of 24 to 64 bytes; the timestamp is in whole seconds.
 */
export function signWebhook(
  secret: string,
  id: string,
  timestampSeconds: number,
  body: string
): string {
  const hmac = createHmac('sha256', keyOf(secret))
  return `v1,${hmac.update(`${id}.${timestampSeconds}.${body}`).digest('base64')}`
}

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret)
  if (known) return known
  const bytes = Buffer.from(
    secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret,
    'base64'
  )
  if (bytes.length < 24 || bytes.length > 64)
    throw new RangeError('a signing secret has 24 to 64 bytes')
  const key = createSecretKey(bytes)
  if (keys.size >= 1000) keys.clear()
  keys.set(secret, key)
  return key
}

/** A new secret; `bytes` are 24 to 64 random ones. */
export const newSigningSecret = (bytes: Uint8Array = randomBytes(32)): string =>
  PREFIX + Buffer.from(bytes).toString('base64')
