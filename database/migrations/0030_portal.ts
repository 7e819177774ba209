import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * The people of partners. A login is one person; a seat is a person's place in the portal of one partner. Nothing here
 * refers to the team's tables: neither sign-in opens the other.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('portal_users', (table) => {
      table.string('id', 40).primary()
      table.string('email').notNullable().unique()
      table.string('name').nullable()
      table.string('password').notNullable()
      table.string('locale', 8).nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
    })

    this.schema.createTable('portal_seats', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('partner_id', 40).notNullable().references('partners.id').onDelete('CASCADE')
      table.string('user_id', 40).nullable().references('portal_users.id').onDelete('CASCADE') // null: invited
      table.string('email').notNullable() // where the invitation went
      table.string('role', 12).notNullable() // owner | member
      table.boolean('paused').notNullable().defaultTo(false)
      table.string('invite_hash', 64).nullable().unique() // sha256 of what the link holds; null once used
      table.bigInteger('invite_expires_at').nullable()
      table.string('invited_by').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('accepted_at').nullable()
      table.bigInteger('seen_at').nullable()
      table.unique(['partner_id', 'email'])
      table.index(['user_id'])
      table.index(['account_id', 'partner_id'])
    })

    this.schema.createTable('portal_sessions', (table) => {
      table.string('id', 40).primary()
      table.string('user_id', 40).notNullable().references('portal_users.id').onDelete('CASCADE')
      table.string('hash', 64).notNullable().unique()
      table.string('agent').nullable()
      table.string('address', 45).nullable()
      table.integer('remembered').notNullable().defaultTo(0)
      table.bigInteger('created_at').notNullable()
      table.bigInteger('last_seen_at').notNullable()
      table.bigInteger('expires_at').notNullable()
      table.index(['user_id'])
      table.index(['expires_at'])
    })

    this.schema.createTable('portal_tokens', (table) => {
      table.string('id', 40).primary()
      table.string('user_id', 40).notNullable().references('portal_users.id').onDelete('CASCADE')
      table.string('purpose', 32).notNullable()
      table.string('email').notNullable()
      table.string('hash', 64).notNullable().unique()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at').notNullable()
      table.bigInteger('used_at').nullable()
      table.index(['user_id', 'purpose'])
    })

    this.schema.createTable('portal_second_factors', (table) => {
      table.string('user_id', 40).primary().references('portal_users.id').onDelete('CASCADE')
      table.text('secret').notNullable() // encrypted by APP_KEY
      table.bigInteger('confirmed_at').nullable()
      table.bigInteger('last_step').notNullable().defaultTo(0)
      table.bigInteger('created_at').notNullable()
    })

    this.schema.createTable('portal_recovery_codes', (table) => {
      table.string('user_id', 40).notNullable().references('portal_users.id').onDelete('CASCADE')
      table.string('hash', 64).notNullable()
      table.bigInteger('used_at').nullable()
      table.primary(['user_id', 'hash'])
    })

    // When the partner was told that a lead's deadline comes near: once.
    this.schema.alterTable('deliveries', (table) => {
      table.bigInteger('reminded_at').nullable()
    })
  }

  async down() {
    this.schema.alterTable('deliveries', (table) => table.dropColumn('reminded_at'))
    for (const name of [
      'portal_recovery_codes',
      'portal_second_factors',
      'portal_tokens',
      'portal_sessions',
      'portal_seats',
      'portal_users',
    ])
      this.schema.dropTable(name)
  }
}
