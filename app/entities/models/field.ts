import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { FieldType } from '#entities/types'
import { asBoolean, asJson } from '#store/columns'

/** One typed value of an entity. */
export default class FieldModel extends BaseModel {
  static table = 'fields'
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
  declare label: string

  @column()
  declare help: string | null

  @column()
  declare type: FieldType

  @column(asBoolean)
  declare required: boolean

  @column(asJson)
  declare default: unknown

  @column(asJson)
  declare options: string[] | null

  @column(asBoolean)
  declare encrypted: boolean

  @column()
  declare position: number
}
