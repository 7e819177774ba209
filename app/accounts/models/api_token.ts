import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asJson } from '#store/columns'
import type { Ability } from '#accounts/abilities'

/** An API token. Only its hash is kept; the text is shown once. */
export default class ApiToken extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare name: string

  @column({ serializeAs: null })
  declare hash: string

  @column()
  declare hint: string

  @column(asJson)
  declare abilities: Ability[]

  /** Key of the source it belongs to: what it hands in comes from there. */
  @column()
  declare source: string | null

  /** Key of the only entity it may hand in. */
  @column()
  declare entity: string | null

  @column()
  declare expiresAt: number | null

  @column()
  declare lastUsedAt: number | null

  @column()
  declare revokedAt: number | null

  @column()
  declare createdAt: number
}
