import { BaseSchema } from '@adonisjs/lucid/schema'

/* Stages with names and colours in several pipelines, and since when a lead stands where it does. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('entities', (table) => {
      table.text('pipelines').nullable() // PipelineForm[], JSON; null: what the stages alone make
    })
    this.schema.alterTable('leads', (table) => {
      table.bigInteger('stage_since').nullable() // null without a stage
    })
    this.schema.raw('update leads set stage_since = created_at where stage is not null')
    // The columns of a board, newest first, and how many stand in each. Leads without a stage never enter it.
    this.schema.raw(
      `create index leads_board on leads (entity_id, stage, stage_since, id)
       where stage is not null and erased_at is null`
    )
    this.schema.alterTable('saved_views', (table) => {
      table.string('layout', 8).notNullable().defaultTo('table') // table | board
      table.string('pipeline', 64).nullable() // of a board
    })
  }

  async down() {
    this.schema.alterTable('saved_views', (table) => {
      table.dropColumn('pipeline')
      table.dropColumn('layout')
    })
    this.schema.raw('drop index leads_board')
    this.schema.alterTable('leads', (table) => table.dropColumn('stage_since'))
    this.schema.alterTable('entities', (table) => table.dropColumn('pipelines'))
  }
}
