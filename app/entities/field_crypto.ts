/*
 * Encryption of single fields. Every account has an own data key (AES-256), kept wrapped by a key derived from APP_KEY;
 * ciphertext is `enc:v1:` + base64url of IV (12) + AES-256-GCM ciphertext + tag (16), bound to its field by AAD.
 */
import {
  type KeyObject,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import { AccountKeyUnreadableError, FieldUnreadableError } from '#entities/errors'
import { foldValue } from '#entities/fold'

const CIPHER = 'aes-256-gcm'
const FIELD_PREFIX = 'enc:v1:'
const KEY_PREFIX = 'key:v1:'
const KEY_AAD = 'sluice account key'
const IV_BYTES = 12
const TAG_BYTES = 16

const derive = (secret: string | Buffer, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `sluice/${purpose}/v1`, 32)))

/** An account's opened keys: one to encrypt with, one for blind indexes. Never printed, never serialised. */
export class AccountKey {
  #encryption: KeyObject
  #index: KeyObject

  constructor(dataKey: Buffer) {
    this.#encryption = derive(dataKey, 'field-encryption')
    this.#index = derive(dataKey, 'blind-index')
  }

  seal(text: string, aad: string): string {
    return seal(this.#encryption, text, aad)
  }

  open(sealed: string, aad: string): string {
    return open(this.#encryption, sealed, aad).toString('utf8')
  }

  mac(text: string, encoding: 'hex' | 'base64url'): string {
    return createHmac('sha256', this.#index).update(text).digest(encoding)
  }
}

function seal(key: KeyObject, plain: string | Buffer, aad: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, key, iv)
  cipher.setAAD(Buffer.from(aad))
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  return Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Throws whatever node:crypto throws when key, AAD or text do not belong together. */
function open(key: KeyObject, sealed: string, aad: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== sealed)
    throw new Error('not a sealed text')
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
}

const wrap = (dataKey: Buffer, appKey: string): string =>
  KEY_PREFIX + seal(derive(appKey, 'account-key'), dataKey, KEY_AAD)

function unwrap(wrapped: string, appKeys: string[]): { dataKey: Buffer; by: number } {
  let cause: unknown
  if (wrapped.startsWith(KEY_PREFIX)) {
    for (const [by, appKey] of appKeys.entries()) {
      try {
        const dataKey = open(
          derive(appKey, 'account-key'),
          wrapped.slice(KEY_PREFIX.length),
          KEY_AAD
        )
        return { dataKey, by }
      } catch (error) {
        cause = error
      }
    }
  }
  throw new AccountKeyUnreadableError({ cause })
}

/** A new random field key for an account, wrapped by the first of `appKeys` (the texts in APP_KEY). */
export const createAccountKey = (appKeys: string[]): { wrapped: string } => ({
  wrapped: wrap(randomBytes(32), appKeys[0]),
})

/** Opens a wrapped field key with any of `appKeys`. Throws E_ACCOUNT_KEY_UNREADABLE. */
export const openAccountKey = (wrapped: string, appKeys: string[]): AccountKey =>
  new AccountKey(unwrap(wrapped, appKeys).dataKey)

/** For rotation: the same field key wrapped by the first of `appKeys`, or null if it already is. */
export function rewrapAccountKey(wrapped: string, appKeys: string[]): string | null {
  const { dataKey, by } = unwrap(wrapped, appKeys)
  return by === 0 ? null : wrap(dataKey, appKeys[0])
}

export const isEncrypted = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith(FIELD_PREFIX)

/** Any JSON value as ciphertext; the same value never twice the same. */
export const encryptField = (key: AccountKey, fieldKey: string, value: unknown): string =>
  FIELD_PREFIX + key.seal(JSON.stringify(value), `field:${fieldKey}`)

/** The value of a ciphertext. Throws E_FIELD_UNREADABLE if it is not exactly what was written for this field. */
export function decryptField(key: AccountKey, fieldKey: string, text: string): unknown {
  if (!isEncrypted(text)) throw new FieldUnreadableError(fieldKey)
  try {
    return JSON.parse(key.open(text.slice(FIELD_PREFIX.length), `field:${fieldKey}`))
  } catch (cause) {
    throw new FieldUnreadableError(fieldKey, { cause })
  }
}

/** Hex HMAC of a normal form, folded as the rule `equals` folds: equal values of one field meet, nothing else is told. */
export const blindIndex = (
  key: AccountKey,
  entityId: string,
  fieldKey: string,
  normal: unknown
): string => key.mac(`index\n${entityId}\n${fieldKey}\n${foldValue(normal)}`, 'hex')
