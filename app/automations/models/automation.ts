import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { AutomationDocument } from '#automations/types'
import { asJson } from '#store/columns'

const asNumber = { consume: (value: unknown) => (value === null ? null : Number(value)) }

/** An automation with the draft it is edited as. */
export default class AutomationModel extends BaseModel {
  static table = 'automations'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare entityId: string | null

  @column()
  declare key: string

  @column()
  declare name: string

  @column()
  declare status: 'off' | 'on'

  @column(asJson)
  declare draft: AutomationDocument

  @column()
  declare revision: number

  @column()
  declare version: number | null

  @column(asNumber)
  declare enabledAt: number | null

  @column()
  declare secrets: string

  @column(asNumber)
  declare createdAt: number

  @column(asNumber)
  declare updatedAt: number

  @column()
  declare updatedBy: string | null

  @column()
  declare deletedAt: number | null
}
