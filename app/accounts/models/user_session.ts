import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asBoolean } from '#store/columns'

/** One sign-in of a person on one device. Ended ones are deleted. */
export default class UserSession extends BaseModel {
  static table = 'user_sessions'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare userId: string

  @column({ serializeAs: null })
  declare hash: string

  /** The account's own host it was begun on; '' for those of the install itself. */
  @column()
  declare host: string

  @column()
  declare agent: string | null

  @column()
  declare address: string | null

  @column({ ...asBoolean, prepare: Number })
  declare remembered: boolean

  @column()
  declare createdAt: number

  @column()
  declare lastSeenAt: number

  @column()
  declare expiresAt: number
}
