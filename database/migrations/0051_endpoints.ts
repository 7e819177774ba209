import { BaseSchema } from '@adonisjs/lucid/schema'

/* Endpoints shaped like those of other systems, what came to them, and places held for leads that were pinged. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('intake_endpoints', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      table.string('plugin', 64).notNullable()
      table.string('version', 32).notNullable() // of the plugin that wrote the config
      table.text('config').notNullable() // JSON
      table.string('address', 190).notNullable().unique() // plugin and parts: one endpoint per install
      table.text('parts').notNullable() // of its path, by name, JSON
      table.string('entity_id', 40).notNullable()
      table.string('source').notNullable() // what its leads say they came from
      table.string('profile', 64).nullable() // key; null: those that run on arrival
      table.text('mapping').notNullable() // fields by key of the sender, JSON
      table.integer('wait_seconds').notNullable()
      table.integer('ping_seconds').notNullable() // how long a price holds
      table.string('status', 8).notNullable() // active | paused
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.unique(['account_id', 'key'])
    })

    // The latest requests of an endpoint: which keys came and what was answered, no values of people.
    this.schema.createTable('intake_requests', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table
        .string('endpoint_id', 40)
        .notNullable()
        .references('intake_endpoints.id')
        .onDelete('CASCADE')
      table.bigInteger('at').notNullable()
      table.string('does', 8).notNullable() // submit | ping
      table.string('method', 16).notNullable()
      table.string('type', 120).nullable() // Content-Type
      table.integer('bytes').notNullable()
      table.text('keys').notNullable() // what came under which key, veiled, JSON
      table.integer('status').notNullable()
      table.string('outcome', 8).notNullable() // taken | refused | failed
      table.string('reason').nullable()
      table.string('lead_id', 40).nullable()
      table.integer('duration_ms').notNullable()
      table.boolean('test').notNullable()
      table.index(['endpoint_id', 'id'])
    })

    // A place with a partner that is held at a price until the lead comes, or the time is over.
    this.schema.createTable('ping_places', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('entity_id', 40).notNullable()
      table.string('profile_id', 40).notNullable()
      table.string('version_id', 40).notNullable()
      table.string('assignment_key', 64).notNullable()
      table.string('partner_id', 40).notNullable()
      table.string('node', 64).notNullable()
      table.bigInteger('price').notNullable()
      table.string('currency', 3).notNullable()
      table.string('source').nullable()
      table.text('values').notNullable() // as they were pinged, sealed; emptied when it is over
      table.text('hashes').notNullable() // of what was pinged hashed, JSON
      table.text('reserved').nullable() // buckets and amounts held, JSON; null once claimed or given back
      table.text('tier').nullable()
      table.text('bids').notNullable() // what partners answered, JSON
      table.string('status', 8).notNullable() // held | claimed | returned
      table.string('lead_id', 40).nullable()
      table.boolean('test').notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at').notNullable()
    })
    this.schema.raw(
      `create index ping_places_held on ping_places (expires_at) where status = 'held'`
    )
  }

  async down() {
    for (const name of ['ping_places', 'intake_requests', 'intake_endpoints'])
      this.schema.dropTable(name)
  }
}
