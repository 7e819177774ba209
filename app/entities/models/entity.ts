import { BaseModel, column, hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import FieldModel from '#entities/models/field'
import type { PipelineForm } from '#entities/pipelines'
import type { DuplicatePolicy } from '#entities/types'
import { asJson } from '#store/columns'

/** A kind of lead of an account. */
export default class EntityModel extends BaseModel {
  static table = 'entities'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare accountId: string

  @column()
  declare key: string

  @column()
  declare name: string

  @column(asJson)
  declare duplicate: DuplicatePolicy | null

  @column(asJson)
  declare stages: string[]

  /** Null: what the stages alone make. */
  @column(asJson)
  declare pipelines: PipelineForm[] | null

  @column()
  declare createdAt: number

  @column()
  declare updatedAt: number

  @hasMany(() => FieldModel, { foreignKey: 'entityId' })
  declare fields: HasMany<typeof FieldModel>
}
