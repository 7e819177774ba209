import { BaseSchema } from '@adonisjs/lucid/schema'
import { idsBefore } from '#shared/ids'

/** What a number was given to never changes, see 0019. */
const FROZEN_LINKS =
  'exists (select 1 from invoices i where i.id = old.invoice_id and i.number is not null)'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('suppliers', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      table.string('email').nullable()
      table.string('language', 8).nullable() // of its documents; null: the account's
      table.text('sources').notNullable().defaultTo('[]') // string[], JSON
      table.text('billing').notNullable().defaultTo('{}') // SupplierBilling, JSON
      table.text('terms').notNullable().defaultTo('[]') // SupplierTerms[], JSON, oldest first
      table.text('self_billing').notNullable().defaultTo('{}') // SelfBilling, JSON
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.bigInteger('deleted_at').nullable()
      table.unique(['account_id', 'key'])
    })

    // A source belongs to one supplier: the database itself keeps a second one out.
    this.schema.createTable('supplier_sources', (table) => {
      table.string('account_id', 40).notNullable()
      table.string('source').notNullable()
      table.string('supplier_id', 40).notNullable()
      table.primary(['account_id', 'source'])
    })

    // What leads cost: one row per lead and cause, and one that gives it back. Ids are made of both (see posting_ids.ts).
    this.schema.createTable('supplier_postings', (table) => {
      table.string('id', 70).primary()
      table.string('account_id', 40).notNullable()
      table.string('supplier_id', 40).notNullable()
      table.string('kind', 8).notNullable() // cost | reversal
      table.string('cause', 8).notNullable() // received | accepted | sold | revenue
      table.string('lead_id', 40).notNullable()
      table.string('delivery_id', 40).nullable()
      table.string('source').notNullable()
      table.bigInteger('amount').notNullable() // below zero in a reversal
      table.string('currency', 3).notNullable()
      table.boolean('returnable').notNullable() // by the terms of its day: a returned sale gives it back
      table.bigInteger('at').notNullable()
      table.string('day', 10).notNullable() // local date in the account's zone
      table.index(['account_id', 'supplier_id', 'day'])
      table.index(['account_id', 'at'])
      table.index(['lead_id'])
    })

    // Costs on documents of self-billing, as invoice_postings has sales on invoices.
    this.schema.createTable('self_billing_postings', (table) => {
      table.string('id', 70).primary() // of the supplier's posting: it is on one live document at most
      table.string('account_id', 40).notNullable()
      table.string('invoice_id', 40).notNullable()
      table.string('line_id', 60).notNullable()
      table.index(['invoice_id', 'line_id'])
    })

    // Numbers of partners and suppliers in the books, given out once.
    this.schema.createTable('ledger_numbers', (table) => {
      table.string('account_id', 40).notNullable()
      table.string('party_id', 40).notNullable() // of a partner or supplier
      table.integer('number').notNullable()
      table.primary(['account_id', 'party_id'])
      table.unique(['account_id', 'number'])
    })

    // Certificates of exemption as they were handed in.
    this.schema.createTable('exemption_files', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('partner_id', 40).notNullable()
      table.string('name').notNullable()
      table.string('media_type', 64).notNullable()
      table.integer('size').notNullable()
      table.string('checksum', 64).notNullable() // sha256
      table.string('path').notNullable()
      table.string('created_by').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('removed_at').nullable()
      table.index(['account_id', 'partner_id'])
    })

    this.defer(async (db) => {
      // Leads cost something from now on: the trail before is not read again.
      await db.table('figure_cursors').insert({ log: 'costs', upto: idsBefore('evt', Date.now()) })
      if (db.dialect.name === 'postgres') {
        // "self_billing_credit_note" is longer than any kind before; SQLite asks for no length.
        await db.rawQuery('alter table invoices alter column kind type varchar(32)')
        await db.rawQuery(`create trigger supplier_postings_append_only before update or delete on supplier_postings
          for each row execute function sluice_append_only()`)
        await db.rawQuery(`
          create or replace function sluice_frozen_self_billing_postings() returns trigger language plpgsql as $$
          begin
            if ${FROZEN_LINKS} then raise exception '% of a finalized document never change', tg_table_name; end if;
            if tg_op = 'DELETE' then return old; end if;
            return new;
          end $$`)
        await db.rawQuery(`create trigger self_billing_postings_frozen before update or delete on self_billing_postings
          for each row execute function sluice_frozen_self_billing_postings()`)
      } else
        for (const verb of ['update', 'delete']) {
          await db.rawQuery(`create trigger supplier_postings_no_${verb} before ${verb} on supplier_postings
            begin select raise(abort, 'supplier_postings is append-only'); end`)
          await db.rawQuery(`create trigger self_billing_postings_frozen_${verb} before ${verb} on self_billing_postings
            when ${FROZEN_LINKS}
            begin select raise(abort, 'self_billing_postings of a finalized document never change'); end`)
        }
    })
  }

  async down() {
    for (const name of [
      'exemption_files',
      'ledger_numbers',
      'self_billing_postings',
      'supplier_postings',
      'supplier_sources',
      'suppliers',
    ])
      this.schema.dropTable(name)
    this.defer(async (db) => {
      await db.from('figure_cursors').where('log', 'costs').delete()
      if (db.dialect.name === 'postgres')
        await db.rawQuery('drop function if exists sluice_frozen_self_billing_postings()')
    })
  }
}
