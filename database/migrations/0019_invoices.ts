import { BaseSchema } from '@adonisjs/lucid/schema'
import { forgetFrozen, freezeTables } from '#database/triggers/freeze_tables'

/** What a number was given to never changes again, nor do its lines and the postings they are made of. */
const FROZEN: Record<string, string> = {
  invoices: 'old.number is not null',
  invoice_lines:
    'exists (select 1 from invoices i where i.id = old.invoice_id and i.number is not null)',
  invoice_postings:
    'exists (select 1 from invoices i where i.id = old.invoice_id and i.number is not null)',
  payments: '1 = 1',
}

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('invoices', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('kind', 12).notNullable() // invoice | credit_note
      table.string('status', 8).notNullable() // draft | issued | void; paid and overdue are worked out when read
      table.string('series', 32).nullable() // INV-2026; with the number
      table.string('number', 48).nullable()
      table.string('partner_id', 40).notNullable()
      table.string('corrects_id', 40).nullable() // the invoice a credit note corrects
      table.string('from_day', 10).notNullable() // local dates in the account's zone, both included
      table.string('to_day', 10).notNullable()
      table.string('currency', 3).notNullable()
      table.string('issue_day', 10).nullable()
      table.string('due_day', 10).nullable()
      table.bigInteger('net').notNullable()
      table.bigInteger('tax').notNullable()
      table.bigInteger('gross').notNullable()
      table.text('groups').notNullable() // TaxGroup[], JSON
      table.text('problems').notNullable().defaultTo('[]') // why it cannot be finalized, JSON
      table.text('seller').notNullable() // both parties as they were, JSON
      table.text('buyer').notNullable()
      table.string('reason', 500).nullable() // of a credit note
      table.integer('revision').notNullable() // a draft that changed meanwhile is not finalized as it was read
      table.string('created_by').nullable()
      table.string('finalized_by').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.bigInteger('finalized_at').nullable()
      table.unique(['account_id', 'number'])
      table.index(['account_id', 'id'])
      table.index(['account_id', 'partner_id', 'id'])
      table.index(['corrects_id'])
    })
    // Drafts of a period are made anew, not twice.
    this.schema.raw(
      `create unique index invoices_one_draft on invoices (account_id, partner_id, currency, from_day, to_day)
       where status = 'draft'`
    )

    this.schema.createTable('invoice_lines', (table) => {
      table.string('id', 60).primary() // of invoice and position
      table.string('account_id', 40).notNullable()
      table.string('invoice_id', 40).notNullable()
      table.integer('position').notNullable()
      table.string('description').notNullable()
      table.string('profile_id', 40).notNullable()
      table.integer('quantity').notNullable()
      table.bigInteger('unit_amount').notNullable()
      table.bigInteger('net').notNullable()
      table.string('from_day', 10).notNullable() // of the sales on it: a rate change within the period cuts lines
      table.string('to_day', 10).notNullable()
      table.integer('tax_group').notNullable() // place in the groups of its invoice
      table.index(['invoice_id', 'position'])
    })

    this.schema.createTable('invoice_postings', (table) => {
      table.string('id', 60).primary() // of the posting: it is on one live document at most
      table.string('account_id', 40).notNullable()
      table.string('invoice_id', 40).notNullable()
      table.string('line_id', 60).notNullable()
      table.index(['invoice_id', 'line_id'])
    })

    // A row per account and series, held while a number is given out: so numbers have no gap.
    this.schema.createTable('number_series', (table) => {
      table.string('id', 90).primary() // account id : series
      table.string('account_id', 40).notNullable()
      table.string('series', 32).notNullable()
      table.integer('last').notNullable()
      table.string('last_day', 10).notNullable() // no number is dated before the one it follows
    })

    // What is still to be paid of a finalized document: held by every payment and credit note.
    this.schema.createTable('invoice_balances', (table) => {
      table.string('id', 40).primary() // of the invoice
      table.string('account_id', 40).notNullable()
      table.bigInteger('gross').notNullable()
      table.bigInteger('paid').notNullable()
      table.bigInteger('credited').notNullable() // by credit notes, gross
      table.bigInteger('set_off').notNullable() // the part of them that lowered what was open
      table.bigInteger('due').notNullable()
      table.string('due_day', 10).notNullable()
      table.index(['account_id', 'due_day'])
    })

    this.schema.createTable('payments', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('invoice_id', 40).notNullable()
      table.bigInteger('amount').notNullable()
      table.string('currency', 3).notNullable()
      table.bigInteger('at').notNullable()
      table.string('reference').nullable()
      table.string('actor').nullable()
      table.bigInteger('created_at').notNullable()
      table.index(['invoice_id'])
    })

    this.defer((db) => freezeTables(db, FROZEN))
  }

  async down() {
    for (const name of [
      'payments',
      'invoice_balances',
      'number_series',
      'invoice_postings',
      'invoice_lines',
      'invoices',
    ])
      this.schema.dropTable(name)
    this.defer((db) => forgetFrozen(db, FROZEN))
  }
}
