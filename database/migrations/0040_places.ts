import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Who owns the install as a whole, which accounts are agencies of others' (`accounts.parent_id`), which rest, and to which
 * entities a place in a team is limited (a JSON list of their keys; null: all).
 */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('users', (table) => {
      table.boolean('owns_install').notNullable().defaultTo(false)
    })
    this.schema.alterTable('accounts', (table) => {
      table.boolean('agency').notNullable().defaultTo(false)
      table.bigInteger('suspended_at').nullable()
      table.index(['parent_id'])
    })
    for (const name of ['memberships', 'team_invitations'])
      this.schema.alterTable(name, (table) => {
        table.text('entities').nullable()
      })
    // Whoever owned the oldest account of an install that is there already.
    this.defer(async (client) => {
      const oldest = await client
        .from('memberships')
        .join('accounts', 'accounts.id', 'memberships.account_id')
        .where('memberships.role', 'owner')
        .orderBy('accounts.created_at')
        .orderBy('memberships.created_at')
        .select('memberships.user_id')
        .first()
      if (oldest)
        await client.from('users').where('id', oldest.user_id).update({ owns_install: true })
    })
  }

  async down() {
    for (const name of ['memberships', 'team_invitations'])
      this.schema.alterTable(name, (table) => table.dropColumn('entities'))
    this.schema.alterTable('accounts', (table) => {
      table.dropIndex(['parent_id'])
      table.dropColumn('suspended_at')
      table.dropColumn('agency')
    })
    this.schema.alterTable('users', (table) => table.dropColumn('owns_install'))
  }
}
