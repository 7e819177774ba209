import { BaseSchema } from '@adonisjs/lucid/schema'

/* Sums by day of what went which way through a route, added up behind the hot path from the audit trail (see 0010). */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('traffic', (table) => {
      table.string('account_id', 40).notNullable()
      table.string('profile_id', 40).notNullable()
      table.integer('version').notNullable() // 0: the run ended before it had one
      table.string('day', 10).notNullable() // local date in the account's zone on which the run began
      table.string('node', 64).notNullable() // '' for the run itself
      table.string('port', 64).notNullable() // '' for the node itself
      for (const name of ['leads', 'held', 'errors'])
        table.bigInteger(name).notNullable().defaultTo(0)
      table.primary(['account_id', 'profile_id', 'day', 'version', 'node', 'port'])
    })
    this.schema.createTable('offer_traffic', (table) => {
      table.string('account_id', 40).notNullable()
      table.string('profile_id', 40).notNullable()
      table.integer('version').notNullable()
      table.string('day', 10).notNullable()
      table.string('node', 64).notNullable()
      table.string('assignment', 64).notNullable()
      table.string('currency', 3).notNullable()
      for (const name of ['offered', 'sold', 'revenue'])
        table.bigInteger(name).notNullable().defaultTo(0)
      table.primary([
        'account_id',
        'profile_id',
        'day',
        'version',
        'node',
        'assignment',
        'currency',
      ])
    })
  }

  async down() {
    for (const name of ['offer_traffic', 'traffic']) this.schema.dropTable(name)
  }
}
