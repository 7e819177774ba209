import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asJson } from '#store/columns'
import type { RouteDocument } from '#routing/types'

/** A version of a profile. Published ones never change; the one draft has number 0 until it is published. */
export default class ProfileVersion extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare profileId: string

  @column()
  declare number: number

  @column()
  declare status: 'draft' | 'published'

  @column(asJson)
  declare document: RouteDocument

  @column()
  declare createdBy: string | null

  @column()
  declare createdAt: number

  @column()
  declare publishedAt: number | null
}
