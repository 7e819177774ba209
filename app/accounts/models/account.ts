import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { Locale } from '#shared/locales'
import type { Brand } from '#accounts/brand'
import { asBoolean, asJson } from '#store/columns'
import type { Bookkeeping } from '#accounts/bookkeeping'
import type { AccountAddress, AccountTax, Invoicing } from '#accounts/types'

/** A tenant: one company's workspace. An agency account is the parent of its clients' accounts. */
export default class Account extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare key: string

  @column()
  declare name: string

  @column()
  declare parentId: string | null

  /** Whether it may have accounts of clients below it. */
  @column(asBoolean)
  declare agency: boolean

  /** Whether its agency may work in it. */
  @column(asBoolean)
  declare agencyAccess: boolean

  /** What it was started from, by its agency; null: from nothing, or by itself. */
  @column()
  declare starter: string | null

  /** Since when it rests: nobody of its team works in it and nothing comes in. */
  @column()
  declare suspendedAt: number | null

  @column()
  declare country: string | null

  @column()
  declare currency: string

  @column()
  declare timeZone: string

  /** The language of those who chose none, and of what goes out in the account's name. */
  @column()
  declare language: Locale

  @column(asJson)
  declare profile: {
    vat_id?: string
    tax?: AccountTax
    address?: AccountAddress
    invoicing?: Invoicing
    brand?: Brand
    bookkeeping?: Bookkeeping
  }

  @column({ serializeAs: null })
  declare dataKey: string

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number
}
