import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Who asked for an account of their own and has not followed the link in the mail yet: nothing else is made before. Of
 * the link, and of the secret by which the browser that asked is known again, the sha256 alone is kept.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('sign_ups', (table) => {
      table.string('id', 40).primary()
      table.string('email').notNullable()
      table.string('name').notNullable()
      table.string('password').notNullable() // hashed, as that of a person
      table.string('company').notNullable()
      table.string('country', 2).notNullable()
      table.string('currency', 3).notNullable()
      table.string('time_zone', 64).notNullable()
      table.string('language', 8).notNullable()
      table.string('hash', 64).notNullable().unique()
      table.string('browser', 64).notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at').notNullable()
      table.index(['email'])
      table.index(['expires_at'])
    })
  }

  async down() {
    this.schema.dropTable('sign_ups')
  }
}
