import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asBoolean } from '#store/columns'

/** A distribution profile: one entity, one live route, pricing, trigger. */
export default class Profile extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare entityId: string

  @column()
  declare key: string

  @column()
  declare name: string

  @column()
  declare trigger: 'on_arrival' | 'manual' | 'stage'

  @column()
  declare triggerStage: string | null

  @column(asBoolean)
  declare paused: boolean

  @column()
  declare liveVersionId: string | null

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number

  @column()
  declare deletedAt: number | null
}
