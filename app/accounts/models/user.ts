import { column } from '@adonisjs/lucid/orm'
import { asBoolean, asJson } from '#store/columns'
import Person from '#accounts/models/person'
import type { UserSettings } from '#accounts/types'

/** A person of the team. Accounts are reached through memberships. */
export default class User extends Person {
  static table = 'users'

  @column(asJson)
  declare settings: UserSettings

  /** Sees to the install as a whole. */
  @column(asBoolean)
  declare ownsInstall: boolean

  /** Key of the agency by which this person works in a client's account, for as long as a request lasts. */
  declare via?: string
}
