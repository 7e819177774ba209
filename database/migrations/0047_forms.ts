import { BaseSchema } from '@adonisjs/lucid/schema'

/* Forms: a draft that is edited, and versions that never change and that submissions name. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('forms', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('entity_id', 40).notNullable()
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      // In the address of its page. Not guessable from others, and no secret.
      table.string('slug', 32).notNullable().unique()
      table.string('status', 8).notNullable() // draft | live | closed
      table.text('draft').notNullable() // FormDocument, JSON
      table.integer('revision').notNullable().defaultTo(1) // of the draft: a save names the one it began from
      table.integer('version').nullable() // the live one; null: never published
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.string('updated_by', 120).nullable()
      table.bigInteger('deleted_at').nullable()
      table.unique(['account_id', 'key'])
    })
    this.schema.createTable('form_versions', (table) => {
      table.string('id', 60).primary() // form and version
      table.string('account_id', 40).notNullable()
      table.string('form_id', 40).notNullable().references('forms.id').onDelete('CASCADE')
      table.integer('version').notNullable() // from 1
      table.text('document').notNullable() // FormDocument, JSON
      table.bigInteger('created_at').notNullable()
      table.string('created_by', 120).nullable()
      table.unique(['form_id', 'version'])
    })
  }

  async down() {
    this.schema.dropTable('form_versions')
    this.schema.dropTable('forms')
  }
}
