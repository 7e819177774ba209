import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DomainUse } from '#accounts/judge_domain'
import type { DomainWay } from '#accounts/judge_way'
import type { CheckProblem, DomainStatus } from '#accounts/judge_check'
import { asJson } from '#store/columns'

const asTime = { consume: (value: unknown) => (value === null ? null : Number(value)) }

/** A name of an account's own, claimed or proven. */
export default class Domain extends BaseModel {
  static table = 'domains'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare host: string

  @column()
  declare use: DomainUse

  @column()
  declare status: DomainStatus

  @column()
  declare token: string

  @column()
  declare problem: CheckProblem | null

  @column(asJson)
  declare found: string[] | null

  @column()
  declare leads: DomainWay | null

  /** It led to when it was looked at. */
  @column(asJson)
  declare addresses: string[] | null

  @column(asTime)
  declare checkedAt: number | null

  @column(asTime)
  declare verifiedAt: number | null

  @column(asTime)
  declare missingSince: number | null

  @column(asTime)
  declare dueAt: number | null

  @column(asTime)
  declare createdAt: number

  @column()
  declare createdBy: string | null
}
