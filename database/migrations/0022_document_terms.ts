import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('invoices', (table) => {
      table.string('language', 2).nullable() // the document is written in it; null: from before documents had one
      table.text('intro').nullable() // free text above the lines; of a draft null: the account's
      table.text('closing').nullable() // and below them
      table.text('notes').notNullable().defaultTo('[]') // both, as paragraphs: string[], JSON
      table.integer('payment_days').nullable() // of a draft null: as agreed with the partner
      table.bigInteger('prepaid').notNullable().defaultTo(0) // paid from a balance when it was finalized
    })
  }

  async down() {
    this.schema.alterTable('invoices', (table) => {
      for (const name of ['language', 'intro', 'closing', 'notes', 'payment_days', 'prepaid'])
        table.dropColumn(name)
    })
  }
}
