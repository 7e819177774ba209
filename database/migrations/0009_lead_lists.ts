import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // What somebody looks at again and again: a filter of leads with its order and columns, under a name.
    this.schema.createTable('saved_views', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.boolean('shared').notNullable().defaultTo(false)
      table.string('name', 60).notNullable()
      table.text('filter').notNullable() // LeadFilter, JSON
      table.string('sort', 12).notNullable()
      table.text('columns').nullable() // keys of columns in their order, JSON; null: the usual ones
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.index(['account_id', 'id'])
    })

    // Work on many leads at once that goes on when whoever began it has left the page.
    this.schema.createTable('lead_jobs', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('actor').notNullable()
      table.string('profile', 64).notNullable() // key
      table.text('ids').nullable() // JSON; null: every lead of the filter
      table.text('filter').nullable() // LeadFilter, JSON
      table.string('upto', 40).notNullable() // newest lead when it was begun
      table.string('after', 40).notNullable() // last lead that is done, oldest first
      table.integer('total').nullable() // null: more than were counted
      table.integer('started').notNullable().defaultTo(0)
      table.integer('skipped').notNullable().defaultTo(0)
      table.text('reasons').notNullable().defaultTo('{}') // skipped by reason, JSON
      table.string('status', 12).notNullable() // running | done | stopped
      table.string('owner', 40).nullable()
      table.bigInteger('owned_until').notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('finished_at').nullable()
      table.index(['account_id', 'id'])
    })
    this.schema.raw(
      `create index lead_jobs_running on lead_jobs (owned_until) where status = 'running'`
    )
  }

  async down() {
    for (const name of ['lead_jobs', 'saved_views']) this.schema.dropTable(name)
  }
}
