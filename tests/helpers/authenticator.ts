import { setTimeout as pause } from 'node:timers/promises'
import { Secret, TOTP } from 'otpauth'

const STEP_MS = 30_000
/** A busy machine needs so long to type a code in and to look at it. */
const ROOM_MS = 10_000

/** What the authenticator app shows `steps` half minutes from now. */
export const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * STEP_MS,
  })

/** The code before the one shown now: still right, and the one shown now stays unused. Waits while it would soon be too old. */
export async function codeBefore(secret: string): Promise<string> {
  const left = STEP_MS - (Date.now() % STEP_MS)
  if (left < ROOM_MS) await pause(left)
  return codeOf(secret, -1)
}
