import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Where leads come from, as far as somebody has set it up: `key` is the text that stands on the leads. What it costs is
 * its supplier's to say (supplier_sources). A token may belong to a source: what it hands in comes from there.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('sources', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('entity_id', 40).notNullable()
      table.string('key').notNullable()
      table.string('name').notNullable()
      table.string('kind', 8).notNullable() // api
      table.string('status', 8).notNullable() // active | paused
      table.text('rules').notNullable() // SourceRules, JSON
      table.text('posting').notNullable() // PostingSettings, JSON
      // In the address of its posting document: not guessable. Null: there was none yet.
      table.string('slug', 32).nullable().unique()
      table.string('password').nullable() // hashed; of the posting document
      table.bigInteger('fields_changed_at').notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.unique(['account_id', 'key'])
      table.index(['entity_id'])
    })
    this.schema.alterTable('api_tokens', (table) => {
      table.string('source').nullable() // key of the source it belongs to
      table.string('entity', 64).nullable() // key of the only entity it may hand in
      table.index(['account_id', 'source'])
    })
  }

  async down() {
    this.schema.alterTable('api_tokens', (table) => {
      table.dropIndex(['account_id', 'source'])
      table.dropColumn('source')
      table.dropColumn('entity')
    })
    this.schema.dropTable('sources')
  }
}
