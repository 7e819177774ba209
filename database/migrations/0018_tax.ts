import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // Rates an account added or corrected. They are taken out of use, never deleted: documents were made with them.
    this.schema.createTable('tax_rates', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('territory', 8).notNullable() // DE, ES-CN, PT-20 ...
      table.string('kind', 12).notNullable() // standard
      table.string('percent', 12).notNullable() // decimal string
      table.string('valid_from', 10).notNullable() // YYYY-MM-DD, inclusive
      table.string('valid_to', 10).nullable() // inclusive; null: until further notice
      table.string('source').notNullable()
      table.string('created_by').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('removed_at').nullable()
      table.index(['account_id', 'territory'])
    })

    // One question to VIES, one verdict of a person, or one change of the id itself: never changed, the newest counts.
    this.schema.createTable('vat_checks', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('partner_id', 40).nullable() // null: the account's own id
      table.string('vat_id', 40).notNullable() // normal form, with its prefix
      table.string('method', 8).notNullable() // vies | form | manual
      table.string('status', 16).notNullable() // valid | invalid | absent | unavailable | not_applicable
      table.bigInteger('checked_at').notNullable()
      table.string('requester', 40).nullable() // the own id that asked
      table.string('consultation_number', 64).nullable() // VIES gives one only to a requester
      table.string('name').nullable() // as the member state has it
      table.text('address').nullable()
      table.string('error_code', 64).nullable() // MS_UNAVAILABLE, TIMEOUT ...
      table.text('answer').nullable() // raw, as it came
      table.string('actor').nullable() // who asked or decided; null: the app by itself
      table.text('reason').nullable() // of a person
      table.index(['account_id', 'partner_id', 'id'])
      table.index(['account_id', 'vat_id', 'id'])
    })

    // The next time an id is asked about: one row an id, claimed before the question leaves.
    this.schema.createTable('vat_rechecks', (table) => {
      table.string('id', 120).primary() // account : partner (or own) id
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('partner_id', 40).nullable()
      table.string('vat_id', 40).notNullable()
      table.bigInteger('due_at').notNullable()
      table.integer('failures').notNullable().defaultTo(0) // in a row, of the service
      table.bigInteger('owned_until').notNullable().defaultTo(0)
      table.index(['due_at'])
    })
  }

  async down() {
    for (const name of ['vat_rechecks', 'vat_checks', 'tax_rates']) this.schema.dropTable(name)
  }
}
