import { BaseSchema } from '@adonisjs/lucid/schema'

/* Who is not to be contacted, kept as hashes, and what people agreed to, word for word. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('suppression_lists', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      table.string('blocks', 12).notNullable() // everything | some
      // What `some` means: keys of profiles and partners, JSON.
      table.text('profiles').notNullable().defaultTo('[]')
      table.text('partners').notNullable().defaultTo('[]')
      table.string('on_arrival', 8).notNullable() // refuse | store: of `everything` alone
      // The partner whose own list it is: deliveries to it are blocked, and nothing else.
      table.string('partner_id', 40).nullable()
      table.integer('keep_days').nullable() // how long an entry holds unless it says otherwise; null: for good
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.unique(['account_id', 'key'])
    })
    this.schema.createTable('suppression_entries', (table) => {
      table.string('id', 90).primary() // list and hash: an entry is there once
      table.string('account_id', 40).notNullable()
      table
        .string('list_id', 40)
        .notNullable()
        .references('suppression_lists.id')
        .onDelete('CASCADE')
      table.string('hash', 48).notNullable().index() // HMAC of the digest under the account's key
      table.text('digest').notNullable() // sealed: what an export gives out
      table.string('kind', 8).notNullable() // email | phone | domain | hash
      table.string('source', 120).nullable()
      table.string('reason', 250).nullable()
      table.bigInteger('added_at').notNullable()
      table.string('added_by', 120).nullable()
      table.bigInteger('expires_at').nullable() // null: never
      table.index(['list_id', 'added_at', 'id'])
      table.index(['list_id', 'expires_at'])
    })
    this.schema.createTable('suppression_imports', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table
        .string('list_id', 40)
        .notNullable()
        .references('suppression_lists.id')
        .onDelete('CASCADE')
      table.string('name').notNullable()
      table.string('path').nullable() // gone when it is done: the file names people
      table.text('settings').notNullable() // JSON
      table.bigInteger('bytes').notNullable()
      table.bigInteger('bytes_read').notNullable().defaultTo(0)
      table.integer('lines').notNullable().defaultTo(0)
      table.integer('added').notNullable().defaultTo(0)
      table.integer('known').notNullable().defaultTo(0)
      table.integer('refused').notNullable().defaultTo(0)
      table.text('problems').notNullable().defaultTo('[]') // the first few: line and why, never what it held
      table.string('status', 8).notNullable() // running | done | failed
      table.string('actor', 120).nullable()
      table.string('owner', 40).nullable()
      table.bigInteger('owned_until').notNullable().defaultTo(0)
      table.bigInteger('created_at').notNullable()
      table.bigInteger('finished_at').nullable()
      table.index(['status', 'owned_until'])
      table.index(['list_id', 'created_at'])
    })
    this.schema.createTable('consent_texts', (table) => {
      table.string('id', 110).primary() // account and SHA-256 of the text
      table.string('account_id', 40).notNullable().index()
      table.text('text').notNullable()
      table.bigInteger('created_at').notNullable()
    })
    this.schema.createTable('consents', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().index()
      table.string('lead_id', 40).notNullable().index()
      table.string('text_id', 110).nullable().index()
      table.string('version').nullable()
      table.bigInteger('given_at').nullable() // as the sender said
      table.bigInteger('received_at').notNullable() // as it arrived here
      table.string('ip', 64).nullable()
      table.text('user_agent').nullable()
      table.text('page').nullable()
      table.string('form').nullable()
      table.string('form_version').nullable()
      table.string('source').nullable()
      table.text('evidence').notNullable().defaultTo('[]') // JSON
      table.bigInteger('withdrawn_at').nullable()
      table.string('withdrawn_by', 120).nullable()
      table.text('reason').nullable()
    })
  }

  async down() {
    for (const table of [
      'consents',
      'consent_texts',
      'suppression_imports',
      'suppression_entries',
      'suppression_lists',
    ])
      this.schema.dropTable(table)
  }
}
