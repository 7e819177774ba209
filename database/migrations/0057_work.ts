import { BaseSchema } from '@adonisjs/lucid/schema'

/** Lines of the trail that single people are told of: what they are given and where they are named. */
const TOLD = ['lead.assigned', 'lead.noted']

/* What people do with a lead: what they write about it, what is to be done, and who follows it. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('notes', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('lead_id', 40).notNullable()
      table.string('user_id', 40).nullable() // who wrote it; null: no person did
      table.string('author', 255).notNullable() // as the trail names them, also when they have left
      table.text('text').notNullable() // plain; empty once it is deleted
      table.text('mentions').notNullable() // ids of users, JSON
      table.bigInteger('created_at').notNullable()
      table.bigInteger('edited_at').nullable()
      table.bigInteger('deleted_at').nullable()
      table.string('deleted_by', 255).nullable()
      table.index(['lead_id', 'id'])
      table.index(['account_id', 'id'])
    })

    this.schema.createTable('tasks', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('lead_id', 40).notNullable()
      table.string('title', 200).notNullable()
      table.bigInteger('due_at').nullable() // where the day begins on the account's clock, if it is of a whole day
      table.boolean('all_day').notNullable()
      table.bigInteger('sort_at').notNullable() // due_at; the end of time without one
      table.string('assignee_id', 40).nullable() // a user; null: whoever comes first
      table.string('created_by', 255).nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('done_at').nullable()
      table.string('done_by', 255).nullable()
      table.bigInteger('told_at').nullable() // when somebody was told that it is due
      table.index(['lead_id', 'id'])
      table.index(['account_id', 'id'])
    })
    // Few of all that ever were are open.
    this.schema.raw(
      `create index tasks_of_person on tasks (account_id, assignee_id, sort_at, id) where done_at is null`
    )
    this.schema.raw(
      `create index tasks_open on tasks (account_id, sort_at, id) where done_at is null`
    )
    this.schema.raw(
      `create index tasks_done on tasks (account_id, done_at) where done_at is not null`
    )
    this.schema.raw(
      `create index tasks_untold on tasks (due_at) where done_at is null and told_at is null`
    )

    this.schema.createTable('lead_watchers', (table) => {
      table.string('id', 90).primary() // lead and user: somebody watches once
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('lead_id', 40).notNullable()
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.bigInteger('since').notNullable()
      table.index(['lead_id'])
      table.index(['account_id', 'user_id'])
    })

    this.schema.raw(
      `create index events_worked on events (type, id) where ${TOLD.map((type) => `type = '${type}'`).join(' or ')}`
    )
  }

  async down() {
    this.schema.raw('drop index events_worked')
    for (const name of ['lead_watchers', 'tasks', 'notes']) this.schema.dropTable(name)
  }
}
