import { BaseSchema } from '@adonisjs/lucid/schema'

/* What hosted forms keep: figures by day, what was begun, what waits for a click in a mail, and files on their way. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('form_figures', (table) => {
      table.string('account_id', 40).notNullable()
      table.string('form_id', 40).notNullable().references('forms.id').onDelete('CASCADE')
      table.integer('version').notNullable()
      table.string('day', 10).notNullable() // local date of the account
      table.string('step', 64).notNullable() // '' is the whole form
      table.string('name', 12).notNullable() // view | start | step | submit | lead | confirmed | partial | refused
      table.integer('count').notNullable()
      table.primary(['account_id', 'form_id', 'version', 'day', 'step', 'name'])
    })
    this.schema.createTable('form_partials', (table) => {
      table.string('id', 60).primary() // of the submission it would have been
      table.string('account_id', 40).notNullable()
      table.string('form_id', 40).notNullable().references('forms.id').onDelete('CASCADE')
      table.integer('version').notNullable()
      table.string('step', 64).notNullable() // the last one that was filled in
      table.text('content').notNullable() // values, sealed by the account's key
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.index(['account_id', 'form_id', 'updated_at'])
      table.index(['updated_at'])
    })
    this.schema.createTable('form_submissions', (table) => {
      table.string('id', 60).primary()
      table.string('account_id', 40).notNullable()
      table.string('form_id', 40).notNullable().references('forms.id').onDelete('CASCADE')
      table.integer('version').notNullable()
      table.string('state', 10).notNullable() // waiting | confirmed
      table.text('content').notNullable() // what becomes the lead, sealed; '' once it has
      table.string('mail_state', 8).notNullable() // due | sent | failed
      table.bigInteger('mail_at').notNullable() // of the next attempt, or when it was sent
      table.integer('mails').notNullable().defaultTo(0) // asked for, the first included
      table.integer('attempts').notNullable().defaultTo(0) // at the present one
      table.bigInteger('owned_until').nullable() // a process is at it; then another may be
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at').notNullable()
      table.bigInteger('confirmed_at').nullable()
      table.index(['mail_state', 'mail_at'])
      table.index(['expires_at'])
      table.index(['account_id', 'form_id'])
    })
    this.schema.createTable('form_uploads', (table) => {
      table.string('id', 60).primary()
      table.string('account_id', 40).notNullable()
      table.string('form_id', 40).notNullable().references('forms.id').onDelete('CASCADE')
      table.string('submission_id', 60).notNullable()
      table.string('path', 120).notNullable()
      table.bigInteger('created_at').notNullable()
      table.index(['submission_id'])
      table.index(['created_at'])
    })
  }

  async down() {
    for (const name of ['form_uploads', 'form_submissions', 'form_partials', 'form_figures'])
      this.schema.dropTable(name)
  }
}
