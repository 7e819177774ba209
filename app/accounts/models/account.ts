import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asJson } from '#store/columns'
import type { AccountAddress } from '#accounts/types'

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

  @column()
  declare country: string | null

  @column()
  declare currency: string

  @column()
  declare timeZone: string

  @column(asJson)
  declare profile: { vat_id?: string; address?: AccountAddress }

  @column({ serializeAs: null })
  declare dataKey: string

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number
}
