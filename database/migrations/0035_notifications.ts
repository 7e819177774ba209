import { BaseSchema } from '@adonisjs/lucid/schema'

/** Lines of the trail that people are told of. SQLite takes a partial index where one of these terms stands in the query. */
const TOLD = [
  ...['cap.reached', 'endpoint.opened', 'endpoint.disabled', 'return.requested'],
  ...['balance.low', 'balance.reached', 'invoice.sent', 'invoice.send_failed', 'invoice.overdue'],
]

/* What people of the team are told, derived from the trail behind it: nothing of this is written with a lead. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('notices', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('kind', 24).notNullable()
      table.string('subject', 190).notNullable() // what it is about
      table.string('period', 40).notNullable() // a cap's, or a local day: told once in it
      table.bigInteger('at').notNullable()
      table.text('data').notNullable() // NoticeData, JSON
      table.unique(['account_id', 'kind', 'subject', 'period'])
    })

    // A notice as one person has it, by what they had chosen when it was told.
    this.schema.createTable('notice_copies', (table) => {
      table.string('notice_id', 40).notNullable().references('notices.id').onDelete('CASCADE')
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.string('account_id', 40).notNullable()
      table.string('kind', 24).notNullable()
      table.boolean('shown').notNullable() // in the app
      table.bigInteger('read_at').nullable()
      table.string('mail', 8).nullable() // now | digest; null: none
      table.bigInteger('told_at').notNullable()
      table.string('mail_id', 40).nullable() // the mail it went into
      table.primary(['user_id', 'account_id', 'notice_id'])
      table.index(['notice_id'])
    })
    this.schema.raw('create index notice_copies_mail on notice_copies (mail_id)')
    // Few are unread or wait for a mail; both are asked for all the time.
    this.schema.raw(
      'create index notice_copies_unread on notice_copies (user_id, account_id) where read_at is null'
    )
    this.schema.raw(
      `create index notice_copies_waiting on notice_copies (mail, told_at)
       where mail_id is null and mail is not null`
    )

    this.schema.createTable('notice_choices', (table) => {
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.text('choices').notNullable() // by kind, JSON; absent: the kind's own
      table.integer('digest_hour').notNullable() // 0–23 in the account's zone
      table.bigInteger('updated_at').notNullable()
      table.primary(['account_id', 'user_id'])
    })

    // One mail with several notices: a burst, or the digest of a day.
    this.schema.createTable('notice_mails', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.string('sort', 8).notNullable() // now | digest
      table.string('slot', 40).notNullable() // the first notice of the burst, or the local day
      table.string('state', 8).notNullable() // waiting | sent | dropped | failed
      table.bigInteger('due_at').notNullable()
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('owned_until').nullable() // while a process sends it
      table.text('error').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('sent_at').nullable()
      table.unique(['account_id', 'user_id', 'sort', 'slot'])
    })
    this.schema.raw(
      `create index notice_mails_due on notice_mails (due_at) where state = 'waiting'`
    )

    // Where an account's own systems hear of the same.
    this.schema.createTable('webhook_endpoints', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.text('url').notNullable()
      table.text('kinds').notNullable() // JSON
      table.text('secrets').notNullable() // Secret[], JSON, encrypted
      table.bigInteger('failing_since').nullable() // since then nothing but failures
      table.bigInteger('disabled_at').nullable()
      table.string('disabled_why', 16).nullable() // person | failures | gone
      table.bigInteger('created_at').notNullable()
      table.string('created_by').nullable()
      table.index(['account_id', 'id'])
    })
    this.schema.createTable('webhook_messages', (table) => {
      table.string('id', 40).primary() // the same on every attempt
      table
        .string('endpoint_id', 40)
        .notNullable()
        .references('webhook_endpoints.id')
        .onDelete('CASCADE')
      table.string('account_id', 40).notNullable()
      table.string('notice_id', 40).nullable().references('notices.id').onDelete('CASCADE') // null: a test
      table.string('state', 8).notNullable() // waiting | sent | failed
      table.text('body').nullable() // made at the first attempt, then kept
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('due_at').notNullable()
      table.bigInteger('owned_until').nullable()
      table.integer('status').nullable() // of the last answer
      table.text('answer').nullable() // its beginning
      table.text('error').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('tried_at').nullable()
      table.index(['endpoint_id', 'id'])
      table.index(['notice_id'])
    })
    this.schema.raw(
      `create index webhook_messages_due on webhook_messages (due_at) where state = 'waiting'`
    )

    // Up to which line the trail was followed.
    this.schema.createTable('notice_cursors', (table) => {
      table.string('name', 16).primary()
      table.string('upto', 40).notNullable()
    })

    // What the figures said of all profiles, every five minutes: the last hour is the difference of two.
    this.schema.createTable('notice_samples', (table) => {
      table.bigInteger('slot').primary()
      table.text('counts').notNullable() // Counts, JSON
    })

    this.schema.raw(
      `create index events_told on events (type, id) where ${TOLD.map(
        (type) => `type = '${type}'`
      ).join(' or ')}`
    )
  }

  async down() {
    this.schema.raw('drop index events_told')
    for (const name of [
      ...['webhook_messages', 'webhook_endpoints'],
      ...['notice_samples', 'notice_cursors', 'notice_mails', 'notice_choices'],
      ...['notice_copies', 'notices'],
    ])
      this.schema.dropTable(name)
  }
}
