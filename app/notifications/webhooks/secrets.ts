import encryption from '@adonisjs/core/services/encryption'
import { UnreadableSecretError } from '#accounts/errors'
import { newSigningSecret } from '#delivery/sign_webhook'

const PURPOSE = 'notifications.webhook_secret'
/** How long the secret before still signs: whoever receives has so long to take the new one. */
export const OVERLAP_MS = 86_400_000

interface Secret {
  text: string
  /** Signs until then (ms); null: the one in use. */
  until: number | null
}

const seal = (secrets: Secret[]): string =>
  encryption.encrypt(JSON.stringify(secrets), { purpose: PURPOSE })

function open(stored: string): Secret[] {
  const plain = encryption.decrypt<string>(stored, PURPOSE)
  if (plain === null) throw new UnreadableSecretError('secret of a webhook')
  return JSON.parse(plain) as Secret[]
}

/** A new secret, and what is stored of it. */
export function makeSecret(): { secret: string; stored: string } {
  const secret = newSigningSecret()
  return { secret, stored: seal([{ text: secret, until: null }]) }
}

/** A further secret; the one in use signs beside it for a day. */
export function rotateSecret(before: string, now: number): { secret: string; stored: string } {
  const secret = newSigningSecret()
  const [used] = open(before)
  const kept = { ...used, until: now + OVERLAP_MS }
  return { secret, stored: seal([{ text: secret, until: null }, kept]) }
}

/** The secrets that sign now, newest first. */
export const signingSecrets = (stored: string, now: number): string[] =>
  open(stored)
    .filter(({ until }) => until === null || until > now)
    .map(({ text }) => text)
