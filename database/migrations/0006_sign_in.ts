import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Who is signed in where, and what proves it: sessions that can be ended from elsewhere, devices seen before, tokens of
 * mails, second factors. Of every token and code the sha256 alone is kept; each is random enough that it guards it.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('user_sessions', (table) => {
      table.string('id', 40).primary()
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.string('hash', 64).notNullable().unique()
      table.string('agent').nullable() // as the browser names itself
      table.string('address', 45).nullable()
      table.integer('remembered').notNullable().defaultTo(0)
      table.bigInteger('created_at').notNullable()
      table.bigInteger('last_seen_at').notNullable()
      table.bigInteger('expires_at').notNullable()
      table.index(['user_id'])
      table.index(['expires_at'])
    })

    this.schema.createTable('known_devices', (table) => {
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.string('hash', 64).notNullable()
      table.bigInteger('first_seen_at').notNullable()
      table.bigInteger('last_seen_at').notNullable()
      table.primary(['user_id', 'hash'])
    })

    this.schema.createTable('one_time_tokens', (table) => {
      table.string('id', 40).primary()
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.string('purpose', 32).notNullable()
      table.string('email').notNullable() // where it was sent: worthless once the person's address is another
      table.string('hash', 64).notNullable().unique()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at').notNullable()
      table.bigInteger('used_at').nullable()
      table.index(['user_id', 'purpose'])
    })

    this.schema.createTable('second_factors', (table) => {
      table.string('user_id', 40).primary().references('users.id').onDelete('CASCADE')
      table.text('secret').notNullable() // encrypted by APP_KEY
      table.bigInteger('confirmed_at').nullable() // null: begun, not switched on
      table.bigInteger('last_step').notNullable().defaultTo(0) // of the last code taken: none is taken twice
      table.bigInteger('created_at').notNullable()
    })

    this.schema.createTable('recovery_codes', (table) => {
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.string('hash', 64).notNullable()
      table.bigInteger('used_at').nullable()
      table.primary(['user_id', 'hash'])
    })

    // Mails to a person of the team: they hold links that sign in, so the rest of the team does not see them.
    this.schema.alterTable('mails', (table) => {
      table.string('user_id', 40).nullable()
    })
  }

  async down() {
    this.schema.alterTable('mails', (table) => {
      table.dropColumn('user_id')
    })
    for (const name of [
      'recovery_codes',
      'second_factors',
      'one_time_tokens',
      'known_devices',
      'user_sessions',
    ])
      this.schema.dropTable(name)
  }
}
