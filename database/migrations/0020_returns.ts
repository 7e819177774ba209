import { BaseSchema } from '@adonisjs/lucid/schema'

const RARE_EVENTS = [
  ...['delivery.returned', 'return.requested', 'return.approved', 'return.refused'],
  ...['return.withdrawn', 'return.overdue'],
]

export default class extends BaseSchema {
  async up() {
    // A sale somebody wants to give back: who asked and why, what the terms said, and how it was decided.
    this.schema.createTable('returns', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('delivery_id', 40).notNullable().references('deliveries.id')
      table.string('distribution_id', 40).notNullable()
      table.string('lead_id', 40).notNullable()
      table.string('partner_id', 40).notNullable()
      table.string('profile_id', 40).notNullable()
      table.string('status', 12).notNullable() // waiting | approved | refused | withdrawn
      table.string('reason', 64).notNullable()
      table.text('note').nullable() // free words: gone when the person is erased
      table.string('asked_by', 12).notNullable() // partner | operator | api
      table.string('actor').nullable()
      table.bigInteger('amount').notNullable() // price of the sale, minor units
      table.string('currency', 3).notNullable()
      table.bigInteger('sold_at').notNullable()
      table.string('month', 7).notNullable() // of the sale, in the partner's zone: its limits are counted there
      table.boolean('counted').notNullable() // takes a place of that month
      table.boolean('waived').notNullable() // asked for although the terms say no
      table.text('facts').notNullable() // what the terms said at that moment, JSON (ReturnFacts)
      table.bigInteger('due_at').nullable() // until when it should be decided
      table.bigInteger('overdue_at').nullable() // since when nobody has, told once
      table.string('decided_how', 12).nullable() // person | automatic | cancelled
      table.string('decided_by').nullable()
      table.string('decision_reason', 500).nullable()
      table.bigInteger('decided_at').nullable()
      table.string('live_key', 40).nullable().unique() // the delivery, unless withdrawn: asked for once
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.index(['account_id', 'id'])
      table.index(['account_id', 'partner_id', 'id'])
      table.index(['lead_id'])
      table.index(['delivery_id'])
    })
    // What is looked for on every page, and by the clock: requests nobody has decided.
    this.schema.raw(
      `create index returns_waiting on returns (account_id, due_at) where status = 'waiting'`
    )

    // Evidence: bytes lie in Drive under names made here.
    this.schema.createTable('return_files', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('return_id', 40).notNullable().references('returns.id')
      table.string('name').notNullable() // as it was called; '' once the person is erased
      table.string('type', 64).notNullable() // by content
      table.integer('size').notNullable()
      table.string('sha256', 64).notNullable()
      table.string('path').nullable() // null once the person is erased
      table.bigInteger('created_at').notNullable()
      table.index(['return_id'])
    })

    // Requests that take a place of a partner's month: held while one more is judged.
    this.schema.createTable('return_counts', (table) => {
      table.string('id', 60).primary() // partner id : month
      table.string('account_id', 40).notNullable()
      table.integer('used').notNullable()
    })

    this.schema.raw(
      `create index events_returns on events (account_id, type, id) where ${RARE_EVENTS.map(
        (type) => `type = '${type}'`
      ).join(' or ')}`
    )
  }

  async down() {
    this.schema.raw('drop index events_returns')
    for (const name of ['return_counts', 'return_files', 'returns']) this.schema.dropTable(name)
  }
}
