import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // A finalized document in one format: what is to be made, and where what was made lies.
    this.schema.createTable('document_files', (table) => {
      table.string('id', 80).primary() // invoice : format
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('invoice_id', 40).notNullable()
      table.string('format', 32).notNullable() // pdf, or the id of a document plugin
      table.string('state', 8).notNullable() // pending | ready | failed
      table.string('path', 200).nullable() // on the disk; named by its content, so never written over
      table.string('name', 120).nullable() // what it is called when it is downloaded
      table.string('media_type', 80).nullable()
      table.string('sha256', 64).nullable()
      table.bigInteger('size').nullable()
      table.string('template', 16).nullable() // what it was made by: the look of a PDF, the version of a plugin
      table.text('replaced').notNullable().defaultTo('[]') // files that were lost: { sha256, at, why }[], JSON
      table.integer('attempts').notNullable().defaultTo(0)
      table.string('error', 500).nullable() // of the last attempt
      table.bigInteger('due_at').notNullable()
      table.bigInteger('owned_until').notNullable().defaultTo(0)
      table.bigInteger('created_at').notNullable()
      table.bigInteger('ready_at').nullable()
      table.index(['invoice_id'])
      table.index(['account_id', 'invoice_id'])
    })
    // Only what waits is looked for, however many documents there are.
    this.schema.raw(
      `create index document_files_due on document_files (due_at) where state = 'pending'`
    )
    // Documents from before they were kept as files.
    for (const format of ['pdf', 'ubl', 'cii'])
      this.schema.raw(
        `insert into document_files (id, account_id, invoice_id, format, state, due_at, created_at)
         select id || ':${format}', account_id, id, '${format}', 'pending', 0, coalesce(finalized_at, created_at)
         from invoices where status = 'issued'`
      )
  }

  async down() {
    this.schema.dropTable('document_files')
  }
}
