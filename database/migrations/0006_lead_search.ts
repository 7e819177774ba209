import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * The inverted index behind the list of leads. It is filled behind their backs, in blocks of some thousand leads: taking
 * a lead in writes nothing here.
 */
export default class extends BaseSchema {
  async up() {
    const { dialect } = this.db
    this.schema.createTable('lead_blocks', (table) => {
      table.string('id', 60).primary() // account id : number
      table.string('account_id', 40).notNullable()
      table.integer('number').notNullable()
      table.string('first_id', 40).notNullable()
      table.string('last_id', 40).notNullable()
      table.integer('size').notNullable()
      table.bigInteger('min_at').notNullable() // arrival of its leads
      table.bigInteger('max_at').notNullable()
      table.integer('version').notNullable() // grows with every change: who built on an older one starts anew
      table.integer('built').nullable() // the version its dictionary is of; null: it has none
      table.bigInteger('read_at').nullable() // when the leads of the dictionary were read
      table.text('stale').notNullable().defaultTo('[]') // places of leads that changed since, JSON
      table.text('directory').nullable() // Directory, JSON
      table.binary('ids').notNullable() // ids of its leads by place, packed
      table.binary('times').notNullable() // their arrivals, packed
      table.unique(['account_id', 'number'])
    })

    // Chunks of the dictionaries: packed terms with the places that have them. Erasing a lead clears those of its block.
    this.schema.createTable('lead_terms', (table) => {
      table.string('id', 70).primary() // block id : version : number
      table.string('account_id', 40).notNullable()
      table.string('block_id', 60).notNullable().index()
      table.binary('data').notNullable()
    })
    if (dialect.name === 'postgres')
      this.schema.raw('alter table lead_terms alter column data set storage main')

    // One row: who keeps the index, and how far it has followed the trail of events.
    this.schema.createTable('lead_followers', (table) => {
      table.string('id', 40).primary()
      table.string('owner', 40).nullable()
      table.bigInteger('owned_until').notNullable()
      table.string('event_id', 40).notNullable()
    })
  }

  async down() {
    for (const name of ['lead_followers', 'lead_terms', 'lead_blocks']) this.schema.dropTable(name)
  }
}
