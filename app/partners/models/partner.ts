import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asBoolean, asJson } from '#store/columns'
import type { Caps, OwnLimits, PartnerBilling, PartnerPortal } from '#partners/types'

/** Who receives leads and pays for them. */
export default class Partner extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare key: string

  @column()
  declare name: string

  /** A client is billed for a plan: it gets no leads. Absent: a partner. */
  @column()
  declare kind?: 'partner' | 'client'

  @column()
  declare email: string | null

  @column()
  declare timeZone: string

  @column(asBoolean)
  declare paused: boolean

  @column(asJson)
  declare caps: Caps

  @column(asJson)
  declare ownLimits: OwnLimits

  @column(asJson)
  declare billing: PartnerBilling

  @column(asJson)
  declare portal: PartnerPortal

  @column({ serializeAs: null })
  declare signingSecret: string

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number

  @column()
  declare deletedAt: number | null
}
