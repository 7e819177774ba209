import { BaseSchema } from '@adonisjs/lucid/schema'

/* Leads of the same person, made one: the other keeps existing and says where it went. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('leads', (table) => {
      table.string('merged_into', 40).nullable()
    })
    // Few of all leads ever are.
    this.schema.raw(
      'create index leads_merged on leads (account_id, merged_into) where merged_into is not null'
    )
    this.schema.createTable('lead_merges', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('into_id', 40).notNullable()
      table.string('from_id', 40).notNullable()
      table.text('kept').notNullable() // field -> the lead its value came from, JSON; never a value
      table.integer('revision').nullable() // of the survivor, with its values before; null: they stayed
      table.text('undo').notNullable() // stage and match keys the other lead had, JSON
      table.text('moved').nullable() // rows that went along, by table, JSON; null: not yet
      table.string('actor', 255).nullable()
      table.bigInteger('at').notNullable()
      table.bigInteger('undone_at').nullable()
      table.string('undone_by', 255).nullable()
      table.index(['into_id'])
      table.index(['from_id'])
      table.index(['account_id', 'at'])
    })
    this.schema.raw('create index lead_merges_open on lead_merges (at) where moved is null')
    // Undone, and what went along is not back yet.
    this.schema.raw(
      `create index lead_merges_back on lead_merges (undone_at) where undone_at is not null and moved is not null and moved <> '{}'`
    )
  }

  async down() {
    this.schema.dropTable('lead_merges')
    this.schema.raw('drop index leads_merged')
    this.schema.alterTable('leads', (table) => table.dropColumn('merged_into'))
  }
}
