import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { FormDocument } from '#capture/forms/form_document'
import { asJson } from '#store/columns'

/** What was published: it never changes, and submissions name it. */
export default class FormVersionModel extends BaseModel {
  static table = 'form_versions'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare formId: string

  @column()
  declare version: number

  @column(asJson)
  declare document: FormDocument

  @column({ consume: Number })
  declare createdAt: number

  @column()
  declare createdBy: string | null
}
