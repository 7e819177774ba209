import { BaseSchema } from '@adonisjs/lucid/schema'

/* Where a name of an account led when it was looked at: proving it is one record, leading here another. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('domains', (table) => {
      table.string('leads', 10).nullable() // here | elsewhere | nowhere; null: the DNS did not say
      table.text('addresses').nullable() // it led to, JSON
    })
  }

  async down() {
    this.schema.alterTable('domains', (table) => {
      table.dropColumn('leads')
      table.dropColumn('addresses')
    })
  }
}
