import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asBoolean } from '#store/columns'

/** The lasting identity of a partner's place in a profile: caps, pauses and deliveries outlive versions. */
export default class Assignment extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare profileId: string

  @column()
  declare partnerId: string

  @column()
  declare key: string

  @column(asBoolean)
  declare paused: boolean

  @column()
  declare createdAt: number
}
