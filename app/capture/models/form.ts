import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { FormDocument } from '#capture/forms/form_document'
import type { FormStatus } from '#capture/forms/types'
import { asJson } from '#store/columns'

/** A form with the draft it is edited as. */
export default class FormModel extends BaseModel {
  static table = 'forms'
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
  declare slug: string

  @column()
  declare status: FormStatus

  @column(asJson)
  declare draft: FormDocument

  @column()
  declare revision: number

  @column()
  declare version: number | null

  @column({ consume: Number })
  declare createdAt: number

  @column({ consume: Number })
  declare updatedAt: number

  @column()
  declare updatedBy: string | null

  @column()
  declare deletedAt: number | null
}
