import { BaseModel, column } from '@adonisjs/lucid/orm'

/** The authenticator app of a person. */
export default class SecondFactor extends BaseModel {
  static table = 'second_factors'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare userId: string

  /** Encrypted. */
  @column({ serializeAs: null })
  declare secret: string

  /** Null: begun, and of no effect until a code confirms it. */
  @column()
  declare confirmedAt: number | null

  @column()
  declare lastStep: number

  @column()
  declare createdAt: number
}
