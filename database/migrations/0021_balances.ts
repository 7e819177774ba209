import { BaseSchema } from '@adonisjs/lucid/schema'

/* Prices by volume, and what partners have paid in or may owe: both are counted on rows a reservation holds. */
export default class extends BaseSchema {
  async up() {
    // Which places of a ladder of prices are taken.
    this.schema.createTable('ladders', (table) => {
      table.string('id', 190).primary() // ladder : owner : period
      table.string('account_id', 40).notNullable()
      table.integer('taken').notNullable().defaultTo(0) // the highest place
      table.text('free').notNullable().defaultTo('[]') // places below it that were given back, JSON, ascending
      table.bigInteger('ends_at').nullable()
    })

    // What a partner may still be sold for: all that moved its balance, less what deliveries under way hold.
    this.schema.createTable('balances', (table) => {
      table.string('id', 90).primary() // balance : partner : currency
      table.string('account_id', 40).notNullable()
      table.string('partner_id', 40).notNullable()
      table.string('currency', 3).notNullable()
      table.bigInteger('available').notNullable().defaultTo(0)
      table.bigInteger('deposit').notNullable().defaultTo(0) // paid in, and not used for an invoice yet
      table.bigInteger('low_at').nullable() // when it was said that little is left, until money comes
      table.bigInteger('reached_at').nullable() // the same, that nothing is left
      table.bigInteger('opened_at').notNullable()
      table.index(['account_id', 'partner_id'])
    })

    this.schema.createTable('balance_movements', (table) => {
      table.string('id', 70).primary() // of what it is about: a posting, a document, a payment moves it once
      table.string('account_id', 40).notNullable()
      table.string('partner_id', 40).notNullable()
      table.string('currency', 3).notNullable()
      table.string('kind', 12).notNullable() // opening top_up correction sale reversal invoice credit_note payment payout
      table.bigInteger('amount').notNullable() // above 0: for the partner
      table.bigInteger('at').notNullable()
      table.string('day', 10).notNullable() // local date in the account's zone
      table.string('delivery_id', 40).nullable()
      table.string('invoice_id', 40).nullable()
      table.string('reference').nullable() // of the payment
      table.string('reason', 500).nullable()
      table.string('actor').nullable()
      table.bigInteger('created_at').notNullable()
      table.index(['account_id', 'partner_id', 'at', 'id'])
    })

    // The place a delivery has on the ladder it was priced by; null for all others.
    this.schema.alterTable('deliveries', (table) => {
      table.text('tier').nullable() // TierTrace, JSON
    })

    this.defer(async (db) => {
      if (db.dialect.name === 'postgres')
        await db.rawQuery(`create trigger balance_movements_append_only before update or delete
          on balance_movements for each row execute function sluice_append_only()`)
      else
        for (const verb of ['update', 'delete'])
          await db.rawQuery(`create trigger balance_movements_no_${verb} before ${verb} on balance_movements
            begin select raise(abort, 'balance_movements is append-only'); end`)
    })
  }

  async down() {
    this.schema.alterTable('deliveries', (table) => table.dropColumn('tier'))
    for (const name of ['balance_movements', 'balances', 'ladders']) this.schema.dropTable(name)
  }
}
