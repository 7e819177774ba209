import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  PLACES,
  REVENUE_KEY,
  REVENUE_SUMS,
  leaveLatePostings,
  sumLatePostings,
} from '#database/triggers/sum_postings'

/*
 * Sums of the ledger by day and month, made of postings when a day is over everywhere. They can be thrown away at any
 * time: with the cursors gone they are made again.
 */
export default class extends BaseSchema {
  async up() {
    const sqlite = this.db.dialect.name !== 'postgres'
    this.schema.raw(`
      create table revenue_sums (
        account_id varchar(40) not null,
        grain varchar(5) not null,
        span varchar(10) not null,
        partner_id varchar(40) not null,
        profile_id varchar(40) not null,
        source varchar(255) not null,
        currency varchar(3) not null,
        ${REVENUE_SUMS.map((name) => `${name} bigint not null`).join(', ')},
        primary key (${REVENUE_KEY.join(', ')})
      )${sqlite ? ' without rowid' : ''}`)

    // Up to which date (included) an account's postings are in the sums.
    this.schema.createTable('revenue_cursors', (table) => {
      table.string('account_id', 40).primary()
      table.string('upto', 10).notNullable()
    })

    // The last time somebody proved the books of an account.
    this.schema.createTable('ledger_proofs', (table) => {
      table.string('account_id', 40).primary()
      table.bigInteger('at').notNullable()
      table.integer('took_ms').notNullable()
      table.text('sums').notNullable() // LedgerProof['sums'], JSON
      table.text('faults').notNullable() // sentences, JSON
      table.string('actor').nullable() // null: from the command line
    })

    this.defer(async (db) => {
      await sumLatePostings(db, PLACES)
    })
  }

  async down() {
    this.defer((db) => leaveLatePostings(db))
    for (const name of ['ledger_proofs', 'revenue_cursors', 'revenue_sums'])
      this.schema.dropTable(name)
  }
}
