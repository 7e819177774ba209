import { BaseModel, column } from '@adonisjs/lucid/orm'

/** What a link in a mail holds, for one purpose, one address and one use. */
export default class OneTimeToken extends BaseModel {
  static table = 'one_time_tokens'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare userId: string

  @column()
  declare purpose: string

  @column()
  declare email: string

  @column({ serializeAs: null })
  declare hash: string

  @column()
  declare createdAt: number

  @column()
  declare expiresAt: number

  @column()
  declare usedAt: number | null
}
