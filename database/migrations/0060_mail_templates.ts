import { BaseSchema } from '@adonisjs/lucid/schema'

/* Templates of mails to leads, and the mails themselves. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('mail_templates', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      table.string('entity', 64).nullable() // key; null: for leads of any
      table.string('language', 8).nullable() // of its text, for who chooses
      table.text('subject').notNullable()
      table.text('text').notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.bigInteger('deleted_at').nullable()
      table.unique(['account_id', 'key'])
    })
    this.schema.createTable('lead_mails', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('lead_id', 40).notNullable().index()
      table.string('template', 64).nullable() // key of what it was made from
      table.string('field', 64).notNullable() // whose address it goes to
      // What names the person is kept as fields that are encrypted: sealed under the key of the account.
      table.text('to').notNullable()
      table.text('subject').notNullable()
      table.text('text').notNullable()
      table.string('user_id', 40).nullable() // null: it came over the API
      table.string('actor', 255).nullable()
      table.string('reply_to').nullable()
      table.string('status', 8).notNullable() // queued | sent | failed
      table.text('error').nullable()
      table.boolean('kept').notNullable().defaultTo(false) // no mail server is set: it lies in the outbox
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('due_at').notNullable()
      table.bigInteger('owned_until').notNullable().defaultTo(0)
      table.bigInteger('created_at').notNullable()
      table.bigInteger('sent_at').nullable()
      table.index(['account_id', 'created_at'])
    })
    // Few of all mails are still to be sent.
    this.schema.raw(`create index lead_mails_due on lead_mails (due_at) where status = 'queued'`)
  }

  async down() {
    this.schema.dropTable('lead_mails')
    this.schema.dropTable('mail_templates')
  }
}
