import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { Colour } from '#entities/colours'

/** A word leads are sorted by. */
export default class Tag extends BaseModel {
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
  declare color: Colour

  /** The tag it became; it is no tag of its own any more. */
  @column()
  declare mergedInto: string | null

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number
}
