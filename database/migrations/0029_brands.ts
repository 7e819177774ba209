import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('brands', (table) => {
      table.string('id', 80).primary() // account and version
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.integer('version').notNullable() // from 1; a version never changes
      table.text('look').notNullable() // JSON
      table.string('created_by', 120).nullable()
      table.bigInteger('created_at').notNullable()
      table.unique(['account_id', 'version'])
    })
    this.schema.createTable('brand_logos', (table) => {
      table.string('id', 96).primary() // account and checksum
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('path', 255).notNullable()
      table.string('media_type', 40).notNullable()
      table.float('width').notNullable()
      table.float('height').notNullable()
      table.bigInteger('created_at').notNullable()
      table.index(['account_id'])
    })
    this.schema.alterTable('invoices', (table) => {
      table.integer('brand_version').nullable() // the look it was finalized with; null: none
    })
  }

  async down() {
    this.schema.alterTable('invoices', (table) => table.dropColumn('brand_version'))
    this.schema.dropTable('brand_logos')
    this.schema.dropTable('brands')
  }
}
