import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Conventions of every table: ids are opaque text, times are ms since the epoch (bigint), money is integer minor
 * units (bigint) beside a currency, JSON is text. So both databases hold and return the very same values.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('accounts', (table) => {
      table.string('id', 40).primary()
      table.string('key', 64).notNullable().unique()
      table.string('name').notNullable()
      table.string('parent_id', 40).nullable().references('accounts.id')
      table.string('country', 2).nullable()
      table.string('currency', 3).notNullable()
      table.string('time_zone', 64).notNullable()
      table.text('profile').notNullable().defaultTo('{}') // address, VAT id and the like, JSON
      table.text('data_key').notNullable() // the account's field key, wrapped by APP_KEY
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
    })

    this.schema.createTable('users', (table) => {
      table.string('id', 40).primary()
      table.string('email').notNullable().unique()
      table.string('name').nullable()
      table.string('password').notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
    })

    this.schema.createTable('memberships', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('user_id', 40).notNullable().references('users.id').onDelete('CASCADE')
      table.string('role', 16).notNullable() // owner | admin | operator | finance | viewer
      table.bigInteger('created_at').notNullable()
      table.unique(['account_id', 'user_id'])
    })

    this.schema.createTable('api_tokens', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('name').notNullable()
      table.string('hash', 64).notNullable().unique() // sha256 of the token, hex
      table.string('hint', 8).notNullable() // last characters, to recognise it by
      table.text('abilities').notNullable() // JSON list
      table.bigInteger('expires_at').nullable()
      table.bigInteger('last_used_at').nullable()
      table.bigInteger('revoked_at').nullable()
      table.bigInteger('created_at').notNullable()
      table.index(['account_id'])
    })

    // Values behind ${NAME} in configurations, encrypted; documents and exports only ever hold the name.
    this.schema.createTable('secrets', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('name', 128).notNullable()
      table.text('value').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.unique(['account_id', 'name'])
    })

    // Every change of configuration: its number is the clock by which processes drop what they cached.
    this.schema.createTable('config_changes', (table) => {
      table.bigIncrements('id')
      table.string('account_id', 40).notNullable()
      table.bigInteger('at').notNullable()
      table.string('actor').nullable()
      table.string('object').notNullable() // such as profiles.solar-us
      table.string('action', 16).notNullable() // created | updated | deleted | published | reverted
      table.text('detail').notNullable().defaultTo('{}')
      table.index(['account_id', 'id'])
    })
  }

  async down() {
    for (const name of [
      'config_changes',
      'secrets',
      'api_tokens',
      'memberships',
      'users',
      'accounts',
    ])
      this.schema.dropTable(name)
  }
}
