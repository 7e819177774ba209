import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Sums by day for the overview, added up behind the hot path from the audit trail, which is append-only. They can be thrown
 * away at any time: with the cursor gone they are added up again from the first line on.
 */
export default class extends BaseSchema {
  async up() {
    // Leads count on the day they came in, whatever happened later; money on the day it was booked.
    this.schema.createTable('figures', (table) => {
      table.string('account_id', 40).notNullable()
      table.string('day', 10).notNullable() // local date in the account's zone
      table.string('dimension', 8).notNullable() // hour | source | profile | partner
      table.string('key', 255).notNullable() // 00..23, a source, an id; '' for none
      table.string('currency', 3).notNullable() // '' in lines of leads
      for (const name of ['leads', 'sold', 'unsold', 'held', 'sales', 'cancellations'])
        table.bigInteger(name).notNullable().defaultTo(0)
      for (const name of ['gross', 'reversed']) table.bigInteger(name).notNullable().defaultTo(0)
      table.primary(['account_id', 'day', 'dimension', 'key', 'currency'])
    })

    // What partners answered and how fast: counts per step of a logarithmic scale give medians of any period.
    this.schema.createTable('answers', (table) => {
      table.string('account_id', 40).notNullable()
      table.string('day', 10).notNullable()
      table.string('partner_id', 40).notNullable()
      table.string('outcome', 8).notNullable() // sold | rejected | failed
      table.integer('step').notNullable() // of the time it took; -1: not measured
      table.bigInteger('n').notNullable()
      table.primary(['account_id', 'day', 'partner_id', 'outcome', 'step'])
    })

    // What plugins did in each process, told now and then: pages show it all together.
    this.schema.createTable('plugin_calls', (table) => {
      table.string('process', 100).primary()
      table.text('calls').notNullable() // PluginCalls[], JSON
      table.bigInteger('started_at').notNullable()
      table.bigInteger('told_at').notNullable()
    })

    // Up to which line of the trail everything is in the figures.
    this.schema.createTable('figure_cursors', (table) => {
      table.string('log', 16).primary() // events
      table.string('upto', 40).notNullable()
    })
  }

  async down() {
    for (const name of ['figure_cursors', 'plugin_calls', 'answers', 'figures'])
      this.schema.dropTable(name)
  }
}
