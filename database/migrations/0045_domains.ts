import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Names of accounts' own under which their pages answer, on which name somebody is signed in ('': the install's own), and
 * what the owner of the install has set.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('domains', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('host', 253).notNullable() // in ASCII, lower case
      table.string('use', 8).notNullable() // app | portal
      table.string('status', 8).notNullable() // pending | verified | failing
      table.string('token', 64).notNullable() // stands in the DNS, so it is no secret
      table.string('problem', 16).nullable() // of the last check; null: none
      table.text('found').nullable() // what the last check read, JSON
      table.bigInteger('checked_at').nullable()
      table.bigInteger('verified_at').nullable()
      table.bigInteger('missing_since').nullable() // since when the record of a verified one is gone
      table.bigInteger('due_at').nullable() // when it is checked next; null: not by itself
      table.bigInteger('created_at').notNullable()
      table.string('created_by', 120).nullable()
      table.unique(['account_id', 'host'])
      table.index(['due_at'])
    })
    // Many may claim a name, one holds it.
    this.schema.raw(`create unique index domains_held on domains (host) where status = 'verified'`)
    this.schema.createTable('install_settings', (table) => {
      table.string('name', 40).primary()
      table.text('value').notNullable() // JSON
      table.bigInteger('updated_at').notNullable()
      table.string('updated_by', 120).nullable()
    })
    for (const name of ['user_sessions', 'portal_sessions'])
      this.schema.alterTable(name, (table) => {
        table.string('host', 253).notNullable().defaultTo('')
      })
  }

  async down() {
    for (const name of ['user_sessions', 'portal_sessions'])
      this.schema.alterTable(name, (table) => table.dropColumn('host'))
    this.schema.dropTable('install_settings')
    this.schema.dropTable('domains')
  }
}
