import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // A document, or a reminder of it, on its way to somebody by mail: what is to be sent, and what became of it.
    this.schema.createTable('document_sends', (table) => {
      table.string('id', 40).primary() // right half of its Message-ID: tried again it is the same mail
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('invoice_id', 40).notNullable()
      table.integer('level').nullable() // of the reminder; null: the document itself
      table.text('recipients').notNullable() // Recipient[], JSON
      table.text('note').nullable() // of who sends it, above the text
      table.string('xml', 64).nullable() // format that goes along beside the PDF
      table.string('state', 10).notNullable() // SendState
      table.string('reason', 32).nullable() // SendReason
      table.text('error').nullable() // in the words of whoever refused it
      table.integer('attempts').notNullable().defaultTo(0)
      table.string('message_id').nullable()
      table.text('subject').nullable() // as it was sent
      table.text('text').nullable()
      table.text('files').notNullable().defaultTo('[]') // SentFile[], JSON
      table.string('actor').nullable() // null: by itself
      table.bigInteger('created_at').notNullable()
      table.bigInteger('due_at').notNullable()
      table.string('owner', 40).nullable() // the claim that works on it
      table.bigInteger('owned_until').notNullable().defaultTo(0)
      table.bigInteger('ended_at').nullable()
      table.index(['invoice_id'])
      table.index(['account_id', 'invoice_id'])
    })
    // Only what waits is looked for, however much was sent.
    this.schema.raw(
      `create index document_sends_due on document_sends (due_at) where state in ('queued', 'sending')`
    )
    this.schema.alterTable('mails', (table) => {
      table.text('attachments').notNullable().defaultTo('[]') // KeptAttachment[], JSON
    })
  }

  async down() {
    this.schema.alterTable('mails', (table) => table.dropColumn('attachments'))
    this.schema.dropTable('document_sends')
  }
}
