import { BaseModel, column } from '@adonisjs/lucid/orm'
import { asJson } from '#store/columns'
import type { ConfigAction } from '#accounts/config_changes'

/** One line of the history of an account's configuration. */
export default class ConfigChange extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare accountId: string

  @column()
  declare at: number

  @column()
  declare actor: string | null

  @column()
  declare object: string

  @column()
  declare action: ConfigAction

  @column(asJson)
  declare detail: Record<string, unknown>
}
