import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asBoolean, asJson } from '#store/columns'

/** A filter of leads under a name, with its order and columns. */
export default class SavedView extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  /** Who made it; others see it when it is shared. */
  @column()
  declare userId: string

  @column(asBoolean)
  declare shared: boolean

  @column()
  declare name: string

  @column(asJson)
  declare filter: Record<string, unknown>

  @column()
  declare sort: 'newest' | 'oldest'

  @column(asJson)
  declare columns: string[] | null

  @column()
  declare layout: 'table' | 'board'

  @column()
  declare pipeline: string | null

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number
}
