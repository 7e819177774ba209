import { Exception } from '@adonisjs/core/exceptions'

/** A configuration names a secret the account does not have (it was checked when it was stored, so this is a fault). */
export class UnknownSecretError extends Exception {
  static code = 'E_UNKNOWN_SECRET'
  static status = 500

  constructor(name: string) {
    super(`The secret ${name} is not stored in this account`)
  }
}

/** A stored secret cannot be read: APP_KEY is not the one it was encrypted with. */
export class UnreadableSecretError extends Exception {
  static code = 'E_UNREADABLE_SECRET'
  static status = 500

  constructor(name: string) {
    super(`The secret ${name} cannot be decrypted with the APP_KEY of this install`)
  }
}
