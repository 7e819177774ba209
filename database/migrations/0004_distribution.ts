import { BaseSchema } from '@adonisjs/lucid/schema'

const RARE_EVENTS = [
  ...['lead.duplicate', 'lead.updated', 'lead.stage_changed', 'lead.erased'],
  ...['delivery.waiting', 'delivery.failed', 'delivery.unknown', 'delivery.cancelled'],
  ...['delivery.retried', 'cap.reached', 'revenue.reversed'],
  ...['endpoint.opened', 'endpoint.disabled', 'endpoint.enabled'],
]

/** SQLite takes a partial index only where one of these very terms stands in the query. */
const anyOf = (column: string, values: string[]) =>
  values.map((value) => `${column} = '${value}'`).join(' or ')

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('distributions', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('lead_id', 40).notNullable().references('leads.id')
      table.integer('lead_revision').notNullable()
      table.string('profile_id', 40).notNullable()
      table.string('version_id', 40).nullable() // set when it starts; the lead keeps it
      table.integer('route_version').nullable()
      table.string('trigger', 16).notNullable() // on_arrival | stage | manual | api | automation
      table.string('status', 12).notNullable() // queued | running | sold | unsold | held
      table.string('reason').nullable() // why held or unsold
      table.text('state').notNullable().defaultTo('{}') // where the run stands, JSON (RunState)
      table.text('path').notNullable().defaultTo('[]')
      table.text('evaluations').notNullable().defaultTo('[]')
      table.string('currency', 3).notNullable()
      table.bigInteger('revenue').notNullable().defaultTo(0)
      table.string('owner', 40).nullable() // worker that runs it now
      table.bigInteger('wake_at').nullable() // due again; null: at once (no owner) or final
      table.bigInteger('created_at').notNullable()
      table.bigInteger('started_at').nullable()
      table.bigInteger('finished_at').nullable()
      table.index(['lead_id'])
    })
    // What a sweeper looks for is a sliver of the table: unfinished runs.
    this.schema.raw(
      `create index distributions_unfinished on distributions (wake_at) where status in ('queued', 'running')`
    )

    this.schema.createTable('deliveries', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('lead_id', 40).notNullable().references('leads.id')
      table.string('distribution_id', 40).notNullable().references('distributions.id')
      table.string('profile_id', 40).notNullable()
      table.string('partner_id', 40).notNullable()
      table.string('assignment_id', 40).notNullable()
      table.string('assignment_key', 64).notNullable()
      table.string('channel', 64).notNullable()
      table.string('status', 12).notNullable() // pending sending sent waiting accepted rejected failed unknown cancelled
      table.string('reason').nullable()
      table.boolean('duplicate').notNullable().defaultTo(false)
      table.bigInteger('price').notNullable() // frozen when reserved; the partner's own answer may replace it on sale
      table.string('currency', 3).notNullable()
      table.string('reference').nullable()
      table.string('node', 64).notNullable() // offer node and wave it belongs to
      table.integer('wave').notNullable()
      table.text('reserved').nullable() // bucket keys and amounts held, JSON; null once given back
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('next_attempt_at').nullable()
      table.bigInteger('deadline_at').nullable() // waiting: when no answer becomes rejected
      table.string('live_key', 90).nullable().unique() // lead and partner while it may be sold: never twice to one partner
      table.boolean('test').notNullable().defaultTo(false)
      table.bigInteger('created_at').notNullable()
      table.bigInteger('finished_at').nullable()
      table.bigInteger('cancelled_at').nullable()
      table.string('cancel_reason').nullable()
      table.index(['lead_id']) // those of a distribution are among those of its lead
      table.index(['account_id', 'id'])
      table.index(['account_id', 'partner_id', 'id'])
      table.index(['account_id', 'profile_id', 'id'])
    })
    // Most deliveries are sold or refused at once; those that are not are what people look for.
    this.schema.raw(
      `create index deliveries_unsettled on deliveries (account_id, status, id)
       where ${anyOf('status', ['pending', 'waiting', 'unknown', 'failed', 'cancelled'])}`
    )

    this.schema.createTable('attempts', (table) => {
      table.string('id', 40).primary() // of delivery and number: two attempts of one number cannot be
      table.string('account_id', 40).notNullable()
      table.string('delivery_id', 40).notNullable().references('deliveries.id')
      table.integer('number').notNullable()
      table.bigInteger('started_at').notNullable()
      table.integer('duration_ms').nullable()
      table.string('outcome', 12).nullable() // null: left, no answer recorded (crash)
      table.text('request').nullable()
      table.text('response').nullable()
      table.text('error').nullable()
    })

    // A cap window that has begun. The limit is configuration; only the use is counted here.
    this.schema.createTable('cap_buckets', (table) => {
      table.string('id', 190).primary() // scope : owner id : window : period
      table.string('account_id', 40).notNullable()
      table.bigInteger('used').notNullable().defaultTo(0)
      table.bigInteger('ends_at').nullable()
    })

    this.schema.createTable('postings', (table) => {
      table.string('id', 60).primary() // of delivery and kind: no sale is booked twice
      table.string('account_id', 40).notNullable()
      table.string('kind', 16).notNullable() // sale | cancellation
      table.string('lead_id', 40).notNullable()
      table.string('delivery_id', 40).notNullable()
      table.string('partner_id', 40).notNullable()
      table.string('profile_id', 40).notNullable()
      table.string('source').nullable()
      table.bigInteger('amount').notNullable()
      table.string('currency', 3).notNullable()
      table.bigInteger('at').notNullable()
      table.string('day', 10).notNullable() // local date in the account's zone
      table.index(['account_id', 'day'])
      table.index(['account_id', 'partner_id', 'day'])
    })

    // Six lines a lead: on SQLite the table itself is ordered by id, instead of one more index beside it.
    this.schema.raw(`
      create table events (
        id varchar(40) not null primary key,
        account_id varchar(40) not null,
        at bigint not null,
        type varchar(40) not null,
        lead_id varchar(40),
        distribution_id varchar(40),
        delivery_id varchar(40),
        partner_id varchar(40),
        actor varchar(255),
        data text not null
      )${this.db.dialect.name === 'postgres' ? '' : ' without rowid'}`)
    this.schema.raw('create index events_account on events (account_id, id)')
    this.schema.raw('create index events_lead on events (lead_id, id)')
    // The types every lead brings are found by walking the trail; the others are rare enough to need an index.
    this.schema.raw(
      `create index events_rare on events (account_id, type, id) where ${anyOf('type', RARE_EVENTS)}`
    )

    // Circuit breaker per endpoint, shared by processes.
    this.schema.createTable('circuits', (table) => {
      table.string('id', 190).primary() // assignment id
      table.string('account_id', 40).notNullable()
      table.string('partner_id', 40).notNullable()
      table.text('state').notNullable() // CircuitState, JSON
      table.bigInteger('open_until').nullable()
      table.bigInteger('disabled_at').nullable()
      table.bigInteger('updated_at').notNullable()
    })

    this.schema.createTable('mails', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).nullable()
      table.string('message_id').notNullable()
      table.text('to').notNullable()
      table.text('subject').notNullable()
      table.text('text').notNullable()
      table.text('html').nullable()
      table.text('headers').notNullable().defaultTo('{}')
      table.bigInteger('created_at').notNullable()
      table.index(['account_id', 'id'])
    })

    // Processes that run distributions: a run whose owner stopped beating is taken over.
    this.schema.createTable('workers', (table) => {
      table.string('id', 40).primary()
      table.string('host').notNullable()
      table.integer('pid').notNullable()
      table.string('role', 16).notNullable()
      table.bigInteger('started_at').notNullable()
      table.bigInteger('beat_at').notNullable()
    })

    // Postings and events are append-only: the database itself refuses anything else.
    this.defer(async (db) => {
      if (db.dialect.name === 'postgres') {
        await db.rawQuery(`
          create or replace function sluice_append_only() returns trigger language plpgsql as $$
          begin raise exception '% is append-only', tg_table_name; end $$`)
        for (const table of ['postings', 'events'])
          await db.rawQuery(`create trigger ${table}_append_only before update or delete on ${table}
            for each row execute function sluice_append_only()`)
      } else {
        for (const table of ['postings', 'events'])
          for (const verb of ['update', 'delete'])
            await db.rawQuery(`create trigger ${table}_no_${verb} before ${verb} on ${table}
              begin select raise(abort, '${table} is append-only'); end`)
      }
    })
  }

  async down() {
    for (const name of [
      'workers',
      'mails',
      'circuits',
      'events',
      'postings',
      'cap_buckets',
      'attempts',
      'deliveries',
      'distributions',
    ])
      this.schema.dropTable(name)
    this.defer(async (db) => {
      if (db.dialect.name === 'postgres')
        await db.rawQuery('drop function if exists sluice_append_only()')
    })
  }
}
