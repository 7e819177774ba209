import { Secret, TOTP } from 'otpauth'

const STEP_SECONDS = 30
/** One step to each side: clocks of phones differ, and people type slowly. */
const WINDOW = 1

/** 160 random bits in base 32, as authenticator apps take them. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

const totp = (secret: string, { label = '', issuer = '' } = {}) =>
  new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
    secret: Secret.fromBase32(secret),
  })

/** What the QR code says to the authenticator app, which shows it under the name of the product. */
export const totpUri = (secret: string, email: string, product: string): string =>
  totp(secret, { label: email, issuer: product }).toString()

/** The number of the 30 seconds a code is of, null when it is of none around `now`. */
export function stepOf(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = totp(secret).validate({ token: code, timestamp: now, window: WINDOW })
  return delta === null ? null : Math.floor(now / 1000 / STEP_SECONDS) + delta
}
