import { BaseModel, column } from '@adonisjs/lucid/orm'

/** The value behind `${NAME}` in an account's configuration, encrypted. */
export default class Secret extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare name: string

  @column({ serializeAs: null })
  declare value: string

  @column()
  declare updatedAt: number
}
