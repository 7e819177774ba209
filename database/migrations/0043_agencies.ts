import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Agencies and their clients: whether a client lets its agency work in its account, what an account was started from, and
 * who of an agency is or was in whose account.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('accounts', (table) => {
      table.boolean('agency_access').notNullable().defaultTo(true)
      table.string('starter', 32).nullable()
    })

    this.schema.createTable('agency_visits', (table) => {
      table.string('id', 40).primary()
      table.string('agency_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.string('session_id', 40).notNullable() // it ends with the sign-in it began in
      table.bigInteger('entered_at').notNullable()
      table.bigInteger('ends_at').notNullable()
      table.bigInteger('left_at').nullable()
      table.index(['account_id', 'user_id'])
    })
    // Few are open at a time, however many there were.
    this.schema.raw(
      'create index agency_visits_open on agency_visits (session_id) where left_at is null'
    )
    this.schema.raw(
      `create index events_agencies on events (type, id) where type = 'agency.entered'`
    )
  }

  async down() {
    this.schema.raw('drop index events_agencies')
    this.schema.dropTable('agency_visits')
    this.schema.alterTable('accounts', (table) => {
      table.dropColumn('starter')
      table.dropColumn('agency_access')
    })
  }
}
