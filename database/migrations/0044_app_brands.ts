import { BaseSchema } from '@adonisjs/lucid/schema'

/* The brand of the product, as accounts and the install as a whole set it, and the pictures in it. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('app_brands', (table) => {
      table.string('id', 80).primary() // account, or "install", and version
      // Null: of the install.
      table.string('account_id', 40).nullable().references('accounts.id').onDelete('CASCADE')
      table.integer('version').notNullable() // from 1; a version never changes
      table.text('look').notNullable() // JSON
      table.string('created_by', 120).nullable()
      table.bigInteger('created_at').notNullable()
      table.unique(['account_id', 'version'])
    })
    this.schema.createTable('app_brand_pictures', (table) => {
      table.string('id', 96).primary() // account, or "install", and checksum
      table.string('account_id', 40).nullable().references('accounts.id').onDelete('CASCADE')
      table.string('name', 48).notNullable() // the checksum: its address
      table.string('kind', 8).notNullable() // logo or icon
      table.integer('width').notNullable()
      table.integer('height').notNullable()
      table.bigInteger('created_at').notNullable()
      table.index(['name'])
    })
    this.schema.alterTable('invoices', (table) => {
      // Whose look `brand_version` is of; null: the account's own.
      table.string('brand_account_id', 40).nullable()
    })
  }

  async down() {
    this.schema.alterTable('invoices', (table) => table.dropColumn('brand_account_id'))
    this.schema.dropTable('app_brand_pictures')
    this.schema.dropTable('app_brands')
  }
}
