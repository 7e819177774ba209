import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Rows that every lead writes refer to the lead they belong to, and leads to their entity. Accounts and profiles are
 * never deleted under them; a foreign key would have every process of PostgreSQL mark the same account's row.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('leads', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table.string('entity_id', 40).notNullable().references('entities.id')
      table.string('status', 12).notNullable() // received | distributing | sold | unsold | held
      table.string('stage', 64).nullable()
      table.string('assignee').nullable()
      table.string('source').nullable()
      table.string('external_id').nullable()
      table.text('values').notNullable() // normal forms, encrypted fields as ciphertext
      table.text('raw').nullable() // what came in where it differs from the normal form
      table.text('extra').notNullable().defaultTo('{}')
      table.text('consent').nullable()
      table.boolean('test').notNullable().defaultTo(false)
      table.integer('revision').notNullable().defaultTo(1)
      table.string('duplicate_of', 40).nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.bigInteger('erased_at').nullable()
      table.index(['account_id', 'id'])
    })

    // Each index is one more tree that every lead is written into. A lead is sold more often than not, and what most
    // leads are is found by walking the newest; so only the statuses a person looks for are indexed, and no lead that
    // is sold ever enters this index.
    this.schema.raw(
      `create index leads_unsold on leads (account_id, status, id) where status = 'unsold' or status = 'held'`
    )

    this.schema.raw(
      'create index leads_external on leads (account_id, external_id) where external_id is not null'
    )

    // Values before each change: a distribution is explained with what it saw.
    this.schema.createTable('lead_revisions', (table) => {
      table.string('id', 60).primary() // lead id : revision
      table.string('lead_id', 40).notNullable().references('leads.id')
      table.integer('revision').notNullable()
      table.text('values').notNullable()
      table.bigInteger('replaced_at').notNullable()
      table.index(['lead_id'])
    })

    // One row per match key of an entity (HMAC of field and normal value): the primary key makes dedupe exact.
    this.schema.createTable('lead_keys', (table) => {
      table.string('id', 120).primary() // entity id : field key : HMAC
      table.string('account_id', 40).notNullable()
      table.string('lead_id', 40).nullable().index()
      table.bigInteger('seen_at').notNullable()
    })

    // Blind index of encrypted fields: exact search without decrypting.
    this.schema.createTable('lead_index', (table) => {
      table.string('id', 120).primary() // lead id : field
      table.string('lead_id', 40).notNullable().references('leads.id')
      table.string('field', 64).notNullable()
      table.string('account_id', 40).notNullable()
      table.string('hash', 64).notNullable()
      table.index(['lead_id'])
      table.index(['account_id', 'field', 'hash'])
    })

    this.schema.createTable('idempotency_keys', (table) => {
      table.string('id', 200).primary() // sha256 of token id and key
      table.string('account_id', 40).notNullable()
      table.string('request_hash', 64).notNullable()
      table.integer('status').nullable() // null while the first request is under way
      table.text('headers').nullable()
      table.text('body').nullable()
      table.string('owner', 40).nullable() // worker that is at it
      table.bigInteger('created_at').notNullable().index()
    })
  }

  async down() {
    for (const name of ['idempotency_keys', 'lead_index', 'lead_keys', 'lead_revisions', 'leads'])
      this.schema.dropTable(name)
  }
}
