import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Who was asked to join the team of an account: a row is there until the link in the mail is used, or taken back. Of the
 * link the sha256 alone is kept.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('team_invitations', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('email').notNullable()
      table.string('role', 16).notNullable()
      table.string('hash', 64).notNullable().unique()
      table.string('invited_by').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at').notNullable()
      table.unique(['account_id', 'email'])
    })
    this.schema.alterTable('memberships', (table) => {
      table.bigInteger('seen_at').nullable() // of this account, to the minute
      table.index(['user_id'])
    })
    this.schema.alterTable('config_changes', (table) => {
      table.index(['account_id', 'actor'])
    })
  }

  async down() {
    this.schema.alterTable('config_changes', (table) => table.dropIndex(['account_id', 'actor']))
    this.schema.alterTable('memberships', (table) => {
      table.dropIndex(['user_id'])
      table.dropColumn('seen_at')
    })
    this.schema.dropTable('team_invitations')
  }
}
