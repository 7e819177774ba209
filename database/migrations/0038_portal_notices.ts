import { BaseSchema } from '@adonisjs/lucid/schema'

/* What people of partners are told by mail, and the browsers they signed in from. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('portal_known_devices', (table) => {
      table.string('user_id', 40).notNullable().references('portal_users.id').onDelete('CASCADE')
      table.string('hash', 64).notNullable()
      table.bigInteger('first_seen_at').notNullable()
      table.bigInteger('last_seen_at').notNullable()
      table.primary(['user_id', 'hash'])
    })

    // What somebody chose; what is not here is as it is for everybody of their role.
    this.schema.createTable('portal_preferences', (table) => {
      table.string('seat_id', 40).notNullable().references('portal_seats.id').onDelete('CASCADE')
      table.string('kind', 12).notNullable()
      table.string('way', 8).notNullable() // now | daily | off
      table.primary(['seat_id', 'kind'])
    })

    // One thing one person is told of, once.
    this.schema.createTable('portal_notices', (table) => {
      table.string('id', 40).primary()
      table.string('seat_id', 40).notNullable().references('portal_seats.id').onDelete('CASCADE')
      table.string('kind', 12).notNullable()
      table.string('subject', 60).notNullable() // what it is about
      table.text('facts').notNullable() // JSON
      table.bigInteger('due_at').notNullable()
      table.bigInteger('sent_at').nullable()
      table.unique(['seat_id', 'kind', 'subject'])
      table.index(['sent_at', 'due_at'])
    })

    // How far the trail was read.
    this.schema.createTable('portal_cursor', (table) => {
      table.string('name', 12).primary()
      table.string('position', 40).notNullable()
    })

    // What a wish asked to be otherwise, as it was when it was granted: where it is otherwise, the wish holds.
    this.schema.alterTable('portal_wishes', (table) => {
      table.text('basis').nullable()
    })
  }

  async down() {
    this.schema.alterTable('portal_wishes', (table) => table.dropColumn('basis'))
    for (const name of [
      'portal_cursor',
      'portal_notices',
      'portal_preferences',
      'portal_known_devices',
    ])
      this.schema.dropTable(name)
  }
}
