import { BaseSchema } from '@adonisjs/lucid/schema'

/* Tags of leads, and changes of many leads at once that can be taken back. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('tags', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('key', 64).notNullable()
      table.string('name', 60).notNullable()
      table.string('color', 8).notNullable()
      // Another tag it became: leads and the index of leads still have its id.
      table.string('merged_into', 40).nullable().index()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.unique(['account_id', 'key'])
    })

    this.schema.createTable('lead_tags', (table) => {
      table.string('id', 90).primary() // lead and tag
      table.string('lead_id', 40).notNullable().index()
      table.string('tag_id', 40).notNullable()
      table.string('account_id', 40).notNullable()
      table.bigInteger('since').nullable() // null: not any more
      table.index(['tag_id', 'lead_id'])
    })
    // The same by lead, as everything that reads a lead has it at hand.
    this.schema.alterTable('leads', (table) => {
      table.text('tags').nullable() // ids in the order they were given, JSON
    })

    this.schema.alterTable('lead_jobs', (table) => {
      table.string('kind', 12).notNullable().defaultTo('distribute')
      table.text('change').nullable() // JSON; null: a profile is run
      table.text('entities').nullable() // keys of those whose leads it changes, JSON
      table.string('undone_by', 40).nullable() // the job that takes it back
    })
    // What each lead was before a job changed it; kept as long as the job can be taken back.
    this.schema.createTable('lead_job_undo', (table) => {
      table.string('id', 90).primary() // job and lead
      table.string('job_id', 40).notNullable()
      table.string('lead_id', 40).notNullable().index()
      table.string('account_id', 40).notNullable()
      table.text('before').notNullable() // what was changed as it was, JSON; values stay with their revisions
      table.index(['job_id', 'lead_id'])
    })

    // Blocks of the index of leads do not know yet who a lead is assigned to: those with such leads are made anew.
    const assigned = `(select b.id from lead_blocks b where exists (
      select 1 from leads l where l.account_id = b.account_id and l.id >= b.first_id and l.id <= b.last_id
        and l.assignee is not null))`
    this.schema.raw(`delete from lead_terms where block_id in ${assigned}`)
    this.schema.raw(
      `update lead_blocks set built = null, read_at = null, directory = null, version = version + 1 where id in ${assigned}`
    )
  }

  async down() {
    this.schema.dropTable('lead_job_undo')
    this.schema.alterTable('lead_jobs', (table) => {
      for (const column of ['kind', 'change', 'entities', 'undone_by']) table.dropColumn(column)
    })
    this.schema.alterTable('leads', (table) => table.dropColumn('tags'))
    this.schema.dropTable('lead_tags')
    this.schema.dropTable('tags')
  }
}
