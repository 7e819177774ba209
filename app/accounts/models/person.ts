import { BaseModel, column } from '@adonisjs/lucid/orm'
import { compose } from '@adonisjs/core/helpers'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import hash from '@adonisjs/core/services/hash'
import type { Locale } from '#shared/locales'
import type { SignInDevice } from '#accounts/sign_in/sessions'

const AuthFinder = withAuthFinder(() => hash.use(), {
  uids: ['email'],
  passwordColumnName: 'password',
})

/** Somebody who signs in with an e-mail address and a password, whichever part of the app it opens. */
export default class Person extends compose(BaseModel, AuthFinder) {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare email: string

  @column()
  declare name: string | null

  @column({ serializeAs: null })
  declare password: string

  /** The language chosen; null follows the account. */
  @column()
  declare locale: Locale | null

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number

  /** The session by which this person was recognised, or which was just begun. */
  declare sessionId?: string

  /** Where a session that is about to begin is used from. */
  declare signsInFrom?: SignInDevice
}
