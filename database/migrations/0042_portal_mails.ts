import { BaseSchema } from '@adonisjs/lucid/schema'

/* Mails of the portal's notices: written with what goes into them, before any of it leaves. And wishes are told. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('portal_mails', (table) => {
      table.string('id', 40).primary() // left half of its Message-ID, for all attempts
      table.string('seat_id', 40).notNullable().references('portal_seats.id').onDelete('CASCADE')
      table.string('state', 8).notNullable() // waiting | sent | dropped | failed
      table.bigInteger('due_at').notNullable() // of the next attempt
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('owned_until').nullable() // a process is at it; then another may be
      table.string('error', 500).nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('settled_at').nullable()
      table.index(['state', 'due_at'])
      table.index(['seat_id'])
    })
    // The team is told of wishes: they are looked for as what `events_told` holds.
    this.schema.raw(`create index events_wished on events (type, id) where type = 'portal.wished'`)
    // `sent_at` from here on: when its mail was settled.
    this.schema.alterTable('portal_notices', (table) => {
      table.string('mail_id', 40).nullable()
      table.index(['mail_id'])
    })
  }

  async down() {
    this.schema.raw('drop index events_wished')
    this.schema.alterTable('portal_notices', (table) => {
      table.dropIndex(['mail_id'])
      table.dropColumn('mail_id')
    })
    this.schema.dropTable('portal_mails')
  }
}
