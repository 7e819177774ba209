import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asBoolean } from '#store/columns'

export type SeatRole = 'owner' | 'member'

/** A person's place in the portal of one partner; without a user it is an invitation. */
export default class PortalSeat extends BaseModel {
  static table = 'portal_seats'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare partnerId: string

  @column()
  declare userId: string | null

  @column()
  declare email: string

  @column()
  declare role: SeatRole

  @column(asBoolean)
  declare paused: boolean

  @column({ serializeAs: null })
  declare inviteHash: string | null

  @column()
  declare inviteExpiresAt: number | null

  @column()
  declare invitedBy: string | null

  @column()
  declare createdAt: number

  @column()
  declare acceptedAt: number | null

  @column()
  declare seenAt: number | null
}
