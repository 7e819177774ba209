import { BaseSchema } from '@adonisjs/lucid/schema'

/* What a partner sets for itself, beside what the team has configured: the stricter of both holds. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('partners', (table) => {
      table.text('own_limits').notNullable().defaultTo('{}') // OwnLimits, JSON
    })

    // What a partner would like to be changed, and what the team said to it.
    this.schema.createTable('portal_wishes', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('partner_id', 40).notNullable().references('partners.id').onDelete('CASCADE')
      table.string('profile', 64).notNullable() // key
      table.string('assignment', 64).notNullable() // key
      table.string('kind', 8).notNullable() // price | filter
      table.text('wish').notNullable() // an amount, or what leads should be like, in words
      table.text('note').nullable()
      table.string('status', 12).notNullable() // waiting | approved | refused | withdrawn
      table.string('asked_by').notNullable()
      table.bigInteger('asked_at').notNullable()
      table.string('decided_by').nullable()
      table.string('answer', 500).nullable()
      table.bigInteger('decided_at').nullable()
      table.index(['account_id', 'partner_id', 'id'])
    })
  }

  async down() {
    this.schema.dropTable('portal_wishes')
    this.schema.alterTable('partners', (table) => table.dropColumn('own_limits'))
  }
}
