import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('entities', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      table.text('duplicate').nullable() // DuplicatePolicy, JSON
      table.text('stages').notNullable().defaultTo('[]')
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.unique(['account_id', 'key'])
    })

    this.schema.createTable('fields', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('entity_id', 40).notNullable().references('entities.id').onDelete('CASCADE')
      table.string('key', 64).notNullable()
      table.string('label').notNullable()
      table.string('type', 16).notNullable()
      table.boolean('required').notNullable().defaultTo(false)
      table.text('default').nullable() // JSON
      table.text('options').nullable() // JSON list
      table.boolean('encrypted').notNullable().defaultTo(false)
      table.integer('position').notNullable()
      table.unique(['entity_id', 'key'])
    })

    this.schema.createTable('partners', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      table.string('email').nullable()
      table.string('time_zone', 64).notNullable()
      table.boolean('paused').notNullable().defaultTo(false)
      table.text('caps').notNullable().defaultTo('{}')
      table.text('billing').notNullable().defaultTo('{}')
      table.text('portal').notNullable().defaultTo('{}')
      table.text('signing_secret').notNullable() // whsec_..., encrypted
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.bigInteger('deleted_at').nullable() // kept for its deliveries; the key can be taken up again
      table.unique(['account_id', 'key'])
    })

    this.schema.createTable('profiles', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('entity_id', 40).notNullable().references('entities.id')
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      table.string('trigger', 16).notNullable() // on_arrival | manual | stage
      table.string('trigger_stage', 64).nullable()
      table.boolean('paused').notNullable().defaultTo(false)
      table.string('live_version_id', 40).nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.bigInteger('deleted_at').nullable() // kept for its distributions; the key can be taken up again
      table.unique(['account_id', 'key'])
    })

    // Published versions are immutable; a lead keeps the version it was routed by.
    this.schema.createTable('profile_versions', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('profile_id', 40).notNullable().references('profiles.id').onDelete('CASCADE')
      table.integer('number').notNullable()
      table.string('status', 12).notNullable() // draft | published
      table.text('document').notNullable() // RouteDocument, JSON
      table.string('created_by').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('published_at').nullable()
      table.unique(['profile_id', 'number'])
    })

    // The lasting identity of a partner's place in a profile: caps, pauses and deliveries outlive versions.
    this.schema.createTable('assignments', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('profile_id', 40).notNullable().references('profiles.id').onDelete('CASCADE')
      table.string('partner_id', 40).notNullable().references('partners.id')
      table.string('key', 64).notNullable()
      table.boolean('paused').notNullable().defaultTo(false)
      table.bigInteger('created_at').notNullable()
      table.unique(['profile_id', 'key'])
    })
  }

  async down() {
    for (const name of [
      'assignments',
      'profile_versions',
      'profiles',
      'partners',
      'fields',
      'entities',
    ])
      this.schema.dropTable(name)
  }
}
