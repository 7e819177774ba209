import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { SourceRules } from '#intake/bind_source'
import { asJson } from '#store/columns'
import type { PostingSettings, SourceStatus } from '#capture/sources/types'

/** Where leads come from, as somebody set it up. */
export default class SourceRow extends BaseModel {
  static table = 'sources'
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
  declare kind: 'api'

  @column()
  declare status: SourceStatus

  @column(asJson)
  declare rules: SourceRules

  @column(asJson)
  declare posting: PostingSettings

  @column()
  declare slug: string | null

  @column({ serializeAs: null })
  declare password: string | null

  @column()
  declare fieldsChangedAt: number

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number
}
