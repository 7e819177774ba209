import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { Locale } from '#shared/locales'

/** What a mail to a lead begins with. */
export default class MailTemplate extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare key: string

  @column()
  declare name: string

  @column()
  declare entity: string | null

  @column()
  declare language: Locale | null

  @column()
  declare subject: string

  @column()
  declare text: string

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number

  @column()
  declare deletedAt: number | null
}
