import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // A version of a profile tried on past leads, in the background; it can be left and found again.
    this.schema.createTable('backtests', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('profile_id', 40).notNullable().references('profiles.id').onDelete('CASCADE')
      table.string('actor').nullable()
      table.string('source', 12).notNullable() // draft | version | route: where the tested version is from
      table.integer('version').nullable() // its number, where it has one
      table.text('document').notNullable() // RouteDocument as it was tested, without what deliveries are made of
      table.bigInteger('from_at').notNullable() // leads that came in from here
      table.bigInteger('to_at').notNullable() // to here, exclusive
      table.string('status', 12).notNullable() // running | done | stopped | failed
      table.string('reason').nullable() // why it failed
      table.string('phase', 12).notNullable() // waiting | reading | judging
      table.integer('done').notNullable().defaultTo(0) // leads judged
      table.integer('total').nullable() // null: not known yet
      table.integer('changed').nullable() // leads that changed hands
      table.text('result').nullable() // BacktestResult, JSON
      table.integer('tries').notNullable().defaultTo(0)
      table.string('owner', 40).nullable()
      table.bigInteger('owned_until').notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('started_at').nullable()
      table.bigInteger('finished_at').nullable()
      table.index(['account_id', 'profile_id', 'id'])
    })
    this.schema.raw(
      `create index backtests_running on backtests (owned_until) where status = 'running'`
    )

    // The leads that changed hands, some hundreds a row: ids and keys, no value of a lead.
    this.schema.createTable('backtest_changes', (table) => {
      table.string('id', 60).primary() // backtest : number
      table.string('account_id', 40).notNullable()
      table.string('backtest_id', 40).notNullable().references('backtests.id').onDelete('CASCADE')
      table.integer('number').notNullable() // from 0
      table.text('changes').notNullable() // Change[], JSON
      table.unique(['backtest_id', 'number'])
    })
  }

  async down() {
    for (const name of ['backtest_changes', 'backtests']) this.schema.dropTable(name)
  }
}
