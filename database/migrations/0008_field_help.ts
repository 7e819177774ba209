import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('fields', (table) => {
      table.string('help', 500).nullable() // what the field is for, shown under it
    })
  }

  async down() {
    this.schema.alterTable('fields', (table) => table.dropColumn('help'))
  }
}
