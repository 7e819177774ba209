import { randomBytes } from 'node:crypto'
import encryption from '@adonisjs/core/services/encryption'
import { UnreadableSecretError } from '#accounts/errors'

const PURPOSE = 'partner.signing_secret'

/** A new Standard Webhooks secret: 32 random bytes. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** What is stored: the secrets in use, newest first, encrypted together. */
export const sealSigningSecrets = (secrets: readonly string[]): string =>
  encryption.encrypt(secrets.join(' '), { purpose: PURPOSE })

export function openSigningSecrets(stored: string, partnerKey: string): string[] {
  const plain = encryption.decrypt<string>(stored, PURPOSE)
  if (plain === null) throw new UnreadableSecretError(`signing secret of partner ${partnerKey}`)
  return plain.split(' ')
}
