import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * The language of an account, and what each person sets for themselves: null follows the account.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('accounts', (table) => {
      table.string('language', 8).notNullable().defaultTo('en')
    })
    this.schema.alterTable('users', (table) => {
      table.string('locale', 8).nullable()
      table.text('settings').notNullable().defaultTo('{}') // time format and the like, JSON
    })
  }

  async down() {
    this.schema.alterTable('users', (table) => {
      table.dropColumns('locale', 'settings')
    })
    this.schema.alterTable('accounts', (table) => {
      table.dropColumn('language')
    })
  }
}
