import { BaseSchema } from '@adonisjs/lucid/schema'

/* How long things are kept, what persons asked for, and what partners were asked to erase. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('retention_rules', (table) => {
      table.string('id', 100).primary() // account id : entity id, or - : kind
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('entity_id', 40).nullable() // null: of the account as a whole
      table.string('kind', 12).notNullable() // unsold | sold | test | bodies | mails
      table.integer('days').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.string('updated_by', 255).nullable()
      table.index(['account_id'])
    })
    this.schema.createTable('retention_hours', (table) => {
      table.string('account_id', 40).primary().references('accounts.id').onDelete('CASCADE')
      table.integer('hour').notNullable() // 0–23 on the account's clock
    })
    // What was done on a day, and how far it is: another process takes it up when one dies.
    this.schema.createTable('retention_runs', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('day', 10).notNullable() // on the account's clock
      table.string('status', 8).notNullable() // running | done
      table.text('counts').notNullable().defaultTo('{}') // erased by id of the rule, JSON
      table.integer('held').notNullable().defaultTo(0) // leads left alone: they are on hold
      table.string('owner', 40).nullable()
      table.bigInteger('owned_until').notNullable()
      table.bigInteger('started_at').notNullable()
      table.bigInteger('finished_at').nullable()
      table.unique(['account_id', 'day'])
    })

    // Leads nothing erases while a claim is open.
    this.schema.createTable('lead_holds', (table) => {
      table.string('id', 40).primary() // of the lead
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('reason', 500).notNullable()
      table.bigInteger('created_at').notNullable()
      table.string('created_by', 255).nullable()
      table.index(['account_id', 'id'])
    })

    this.schema.createTable('privacy_requests', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('kind', 8).notNullable() // erasure | access
      table.string('status', 10).notNullable() // waiting | running | asking | done | cancelled
      // Who it is about, encrypted; null once nobody needs to know it. The hashes stay: who asks again is found.
      table.text('subject').nullable()
      table.string('email_hash', 64).nullable()
      table.string('phone_hash', 64).nullable()
      table.string('external_hash', 64).nullable()
      table.text('leads').notNullable().defaultTo('[]') // ids, JSON; in the order they are done
      table.integer('done').notNullable().defaultTo(0) // how many of them
      table.text('found').notNullable().defaultTo('{}') // what there was when it was begun (Measure), JSON
      table.text('kept').notNullable().defaultTo('[]') // leads on hold and why, JSON
      table.string('refusal', 500).nullable() // why it was cancelled
      table.string('created_by', 255).nullable()
      table.string('begun_by', 255).nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('due_at').notNullable()
      table.bigInteger('begun_at').nullable()
      table.bigInteger('finished_at').nullable() // our own part
      table.bigInteger('closed_at').nullable() // everything
      table.string('owner', 40).nullable()
      table.bigInteger('owned_until').notNullable().defaultTo(0)
      table.string('file', 190).nullable() // of an access, until it is deleted
      table.integer('file_size').nullable()
      table.bigInteger('file_until').nullable()
      table.index(['account_id', 'id'])
      table.index(['account_id', 'email_hash'])
      table.index(['account_id', 'phone_hash'])
      table.index(['account_id', 'external_hash'])
    })
    this.schema.raw(
      `create index privacy_requests_running on privacy_requests (owned_until) where status = 'running'`
    )

    // A partner that has data of the person: asked once for each request.
    this.schema.createTable('erasure_asks', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table
        .string('request_id', 40)
        .notNullable()
        .references('privacy_requests.id')
        .onDelete('CASCADE')
      table.string('partner_id', 40).notNullable()
      table.string('status', 10).notNullable() // planned | asked | confirmed
      table.text('deliveries').notNullable() // ids, JSON
      table.bigInteger('asked_at').nullable()
      table.bigInteger('due_at').nullable()
      table.bigInteger('overdue_at').nullable() // since when it is told to be
      table.integer('round').notNullable().defaultTo(0) // mails that left: the first, then reminders
      table.string('mail_state', 12).nullable() // waiting | sent | failed | no_address
      table.bigInteger('mail_due_at').nullable()
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('owned_until').nullable()
      table.string('mail_error', 500).nullable()
      table.bigInteger('confirmed_at').nullable()
      table.string('confirmed_how', 8).nullable() // link | team
      table.string('confirmed_by', 255).nullable()
      table.unique(['request_id', 'partner_id'])
    })
    this.schema.raw(
      `create index erasure_asks_open on erasure_asks (mail_due_at) where status = 'asked'`
    )
    this.schema.raw(
      `create index events_erasure on events (type, id) where type = 'erasure.requested' or type = 'erasure.overdue'`
    )
  }

  async down() {
    this.schema.raw('drop index events_erasure')
    for (const name of [
      ...['erasure_asks', 'privacy_requests', 'lead_holds'],
      ...['retention_runs', 'retention_hours', 'retention_rules'],
    ])
      this.schema.dropTable(name)
  }
}
