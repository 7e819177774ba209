import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // How the turns of an offer stand; read and moved in the very transaction that reserves one.
    this.schema.createTable('turns', (table) => {
      table.string('id', 110).primary() // profile id : node
      table.string('account_id', 40).notNullable()
      table.text('standings').notNullable() // by assignment id: [turns had, turns due], JSON
      table.bigInteger('updated_at').notNullable()
    })

    // A partner asked for a bid before anybody has the lead: written down before its request leaves.
    this.schema.createTable('pings', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('lead_id', 40).notNullable().references('leads.id')
      table.string('distribution_id', 40).notNullable().references('distributions.id')
      table.string('partner_id', 40).notNullable()
      table.string('assignment_id', 40).notNullable()
      table.string('assignment_key', 64).notNullable()
      table.string('node', 64).notNullable()
      table.bigInteger('asked_at').notNullable()
      table.integer('duration_ms').nullable()
      table.string('outcome', 8).nullable() // bid | no_bid | late | failed; null: no answer recorded (crash)
      table.bigInteger('bid').nullable()
      table.string('currency', 3).notNullable()
      table.string('reference').nullable()
      table.string('reason').nullable()
      table.text('request').nullable()
      table.text('response').nullable()
      table.index(['lead_id'])
    })

    // The bid a delivery was won with. Deliveries of other strategies have none.
    this.schema.alterTable('deliveries', (table) => {
      table.string('ping_id', 40).nullable()
      table.string('ping_reference').nullable()
    })
  }

  async down() {
    this.schema.alterTable('deliveries', (table) => {
      table.dropColumn('ping_reference')
      table.dropColumn('ping_id')
    })
    for (const name of ['pings', 'turns']) this.schema.dropTable(name)
  }
}
