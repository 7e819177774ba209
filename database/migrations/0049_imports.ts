import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Files of leads. Where an import stands is in its row, and what became of each of its rows is written together with the
 * lead: another process goes on where one died, no row is stored twice, and all of it can be undone.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('imports', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('entity_id', 40).notNullable()
      table.string('parent_id', 40).nullable() // the import whose bad rows came corrected
      table.string('name', 255).notNullable() // of the file
      table.string('format', 8).notNullable() // csv | tsv | xlsx | jsonl
      table.string('encoding', 16).nullable()
      table.string('separator', 4).nullable()
      table.bigInteger('bytes').notNullable()
      table.string('path', 160).nullable() // null: the file is gone
      table.text('header').notNullable() // names of the columns, JSON
      table.boolean('named').notNullable() // does the first row name the columns?
      table.text('guesses').notNullable() // JSON
      table.text('settings').notNullable() // JSON
      table.integer('rows').nullable() // null: not counted yet
      table.string('status', 12).notNullable() // see app/capture/imports/types.ts
      table.string('phase', 8).nullable() // of the last work: check | run | undo
      table.text('problem').nullable()
      table.integer('position').notNullable().defaultTo(0) // last row that is dealt with
      table.text('counts').nullable() // of the last check or run, JSON
      table.text('undone').nullable() // of the undo, JSON
      table.bigInteger('phase_at').nullable() // since when a process is at it
      table.integer('phase_from').notNullable().defaultTo(0) // position it began from
      table.string('owner', 40).nullable()
      table.bigInteger('owned_until').notNullable().defaultTo(0)
      table.bigInteger('created_at').notNullable()
      table.string('created_by', 255).notNullable()
      table.bigInteger('finished_at').nullable()
      table.bigInteger('file_until').notNullable()
      table.index(['account_id', 'id'])
    })
    this.schema.raw(
      `create index imports_working on imports (owned_until) where status in ('checking', 'running', 'undoing')`
    )
    this.schema.raw('create index imports_files on imports (file_until) where path is not null')

    this.schema.createTable('import_rows', (table) => {
      table.string('id', 60).primary() // import and number of the row
      table.string('account_id', 40).notNullable()
      table.string('import_id', 40).notNullable()
      table.integer('number').notNullable()
      table.string('outcome', 10).nullable() // stored | updated | duplicate | rejected | bad
      table.string('lead_id', 40).nullable()
      table.integer('revision').nullable() // of the lead before this row changed it
      table.text('problems').nullable() // of a bad row, JSON; never a value
      table.index(['import_id', 'number'])
    })

    // How the columns of such a file were read the last time.
    this.schema.createTable('import_mappings', (table) => {
      table.string('id', 120).primary() // entity and signature of the header
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('entity_id', 40).notNullable()
      table.text('mapping').notNullable() // JSON
      table.bigInteger('updated_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable('import_mappings')
    this.schema.dropTable('import_rows')
    this.schema.dropTable('imports')
  }
}
