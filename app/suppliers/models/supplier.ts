import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asJson } from '#store/columns'
import type { DocumentLanguage } from '#shared/locales'
import type { SelfBilling, SupplierBilling, SupplierTerms } from '#suppliers/types'

/** Who brings leads and is paid for them. */
export default class Supplier extends BaseModel {
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
  declare email: string | null

  @column()
  declare language: DocumentLanguage | null

  @column(asJson)
  declare sources: string[]

  @column(asJson)
  declare billing: SupplierBilling

  @column(asJson)
  declare terms: SupplierTerms[]

  @column(asJson)
  declare selfBilling: SelfBilling

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number

  @column()
  declare deletedAt: number | null
}
