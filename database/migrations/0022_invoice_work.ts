import { BaseSchema } from '@adonisjs/lucid/schema'
import { forgetFrozen, freezeTables } from '#database/triggers/freeze_tables'

/** What stands on a numbered document never changes, nor does a reminder of it. */
const FROZEN: Record<string, string> = {
  adjustments:
    'exists (select 1 from invoices i where i.id = old.invoice_id and i.number is not null)',
  reminders: '1 = 1',
}

export default class extends BaseSchema {
  async up() {
    // What is billed beside sales: made on a draft, or for a partner and put on its next draft.
    this.schema.createTable('adjustments', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('partner_id', 40).notNullable()
      table.string('currency', 3).notNullable()
      table.string('invoice_id', 40).nullable() // the draft or document it stands on; null: it waits for the next
      table.boolean('own').notNullable() // made on that draft: it goes with it, instead of waiting again
      table.string('description').notNullable()
      table.string('reason', 500).nullable()
      table.integer('quantity').notNullable()
      table.bigInteger('unit_amount').notNullable() // negative: a discount
      table.string('day', 10).nullable() // date of the supply; null: the last of the period
      table.string('created_by').nullable()
      table.bigInteger('created_at').notNullable()
      table.index(['account_id', 'partner_id'])
      table.index(['invoice_id'])
    })

    // Sales taken off a draft by hand: it is made anew without them, and they can be billed by another.
    this.schema.createTable('draft_removals', (table) => {
      table.string('id', 110).primary() // invoice : posting
      table.string('account_id', 40).notNullable()
      table.string('invoice_id', 40).notNullable()
      table.string('posting_id', 60).notNullable()
      table.index(['invoice_id'])
    })

    this.schema.alterTable('invoice_lines', (table) => {
      table.string('adjustment_id', 40).nullable()
    })
    this.schema.alterTable('payments', (table) => {
      table.string('reverses_id', 40).nullable() // this row takes that one back
    })
    this.schema.alterTable('invoice_balances', (table) => {
      table.bigInteger('overdue_at').nullable() // when it was first told
      table.boolean('reminders_paused').notNullable().defaultTo(false)
    })

    this.schema.createTable('reminders', (table) => {
      table.string('id', 44).primary() // invoice . level: no level is reminded of twice
      table.string('account_id', 40).notNullable()
      table.string('invoice_id', 40).notNullable()
      table.integer('level').notNullable() // from 1
      table.string('day', 10).notNullable()
      table.bigInteger('due').notNullable() // what was due then
      table.bigInteger('fee').notNullable()
      table.string('currency', 3).notNullable()
      table.string('language', 2).notNullable()
      table.text('text').nullable()
      table.string('actor').nullable() // null: by schedule
      table.bigInteger('at').notNullable()
      table.index(['invoice_id'])
      table.index(['account_id', 'id'])
    })

    // A period of a schedule: run once, by whichever process claims it.
    this.schema.createTable('invoice_runs', (table) => {
      table.string('id', 110).primary() // account : partner or all : every : first date
      table.string('account_id', 40).notNullable()
      table.string('partner_id', 40).nullable() // with a schedule of its own; null: all that have none
      table.string('every', 8).notNullable()
      table.string('from_day', 10).notNullable()
      table.string('to_day', 10).notNullable()
      table.bigInteger('due_at').notNullable()
      table.string('state', 8).notNullable() // due | done | skipped
      table.bigInteger('owned_until').notNullable()
      table.integer('attempts').notNullable()
      table.text('result').notNullable() // RunResult, JSON
      table.text('error').nullable()
      table.bigInteger('started_at').nullable()
      table.bigInteger('finished_at').nullable()
      table.index(['state', 'owned_until'])
      table.index(['account_id', 'from_day'])
    })

    this.defer((db) => freezeTables(db, FROZEN))
  }

  async down() {
    for (const name of ['invoice_runs', 'reminders', 'draft_removals', 'adjustments'])
      this.schema.dropTable(name)
    const columns: [string, string][] = [
      ['invoice_lines', 'adjustment_id'],
      ['payments', 'reverses_id'],
      ['invoice_balances', 'overdue_at'],
      ['invoice_balances', 'reminders_paused'],
    ]
    for (const [name, column] of columns)
      this.schema.alterTable(name, (table) => void table.dropColumn(column))
    this.defer((db) => forgetFrozen(db, FROZEN))
  }
}
