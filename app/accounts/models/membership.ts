import { BaseModel, column } from '@adonisjs/lucid/orm'
import { LIMITABLE } from '#accounts/permissions'
import { asJson } from '#store/columns'

export type Role = 'owner' | 'admin' | 'operator' | 'finance' | 'viewer'

/** A person's place in an account. */
export default class Membership extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare userId: string

  @column()
  declare role: Role

  /** Keys of the entities it is limited to; null: all. */
  @column(asJson)
  declare entities: string[] | null

  /** What counts of it: owners and admins are never limited. */
  get limits(): string[] | null {
    return LIMITABLE.includes(this.role) ? this.entities : null
  }

  @column()
  declare createdAt: number

  /** When the person last worked in this account; null: never yet. */
  @column()
  declare seenAt: number | null
}
