import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asJson } from '#store/columns'
import type { Role } from '#accounts/models/membership'

/** Somebody who was asked to join the team of an account, until they do. */
export default class TeamInvitation extends BaseModel {
  static table = 'team_invitations'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare email: string

  @column()
  declare role: Role

  /** Keys of the entities the place will be limited to; null: all. */
  @column(asJson)
  declare entities: string[] | null

  @column({ serializeAs: null })
  declare hash: string

  @column()
  declare invitedBy: string | null

  @column()
  declare createdAt: number

  @column()
  declare expiresAt: number
}
