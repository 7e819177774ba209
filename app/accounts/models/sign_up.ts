import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { Locale } from '#shared/locales'

/** Somebody who asked for an account of their own, until they follow the link in the mail. */
export default class SignUp extends BaseModel {
  static table = 'sign_ups'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare email: string

  @column()
  declare name: string

  /** Hashed. */
  @column({ serializeAs: null })
  declare password: string

  @column()
  declare company: string

  @column()
  declare country: string

  @column()
  declare currency: string

  @column()
  declare timeZone: string

  @column()
  declare language: Locale

  /** Of the link. */
  @column({ serializeAs: null })
  declare hash: string

  /** Of the secret the browser keeps that asked. */
  @column({ serializeAs: null })
  declare browser: string

  @column()
  declare createdAt: number

  @column()
  declare expiresAt: number
}
