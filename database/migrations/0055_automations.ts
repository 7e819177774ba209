import { BaseSchema } from '@adonisjs/lucid/schema'

/* Automations: a draft that is edited, versions that never change, and runs with what each of their steps did. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('automations', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable().references('accounts.id').onDelete('CASCADE')
      table.string('entity_id', 40).nullable() // null: it is about partners
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      table.string('status', 8).notNullable() // off | on
      table.text('draft').notNullable() // AutomationDocument, JSON
      table.integer('revision').notNullable().defaultTo(1) // of the draft: a save names the one it began from
      table.integer('version').nullable() // the live one; null: never published
      table.bigInteger('enabled_at').nullable() // what happened before sets nothing off
      table.text('secrets').notNullable() // that sign its requests, encrypted
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.string('updated_by', 120).nullable()
      table.bigInteger('deleted_at').nullable()
      table.unique(['account_id', 'key'])
    })
    this.schema.raw(
      `create index automations_on on automations (account_id) where status = 'on' and deleted_at is null`
    )

    this.schema.createTable('automation_versions', (table) => {
      table.string('id', 60).primary() // automation and version
      table.string('account_id', 40).notNullable()
      table
        .string('automation_id', 40)
        .notNullable()
        .references('automations.id')
        .onDelete('CASCADE')
      table.integer('version').notNullable() // from 1
      table.text('document').notNullable()
      table.bigInteger('created_at').notNullable()
      table.string('created_by', 120).nullable()
      table.unique(['automation_id', 'version'])
    })

    this.schema.createTable('automation_runs', (table) => {
      table.string('id', 40).primary()
      table.string('account_id', 40).notNullable()
      table
        .string('automation_id', 40)
        .notNullable()
        .references('automations.id')
        .onDelete('CASCADE')
      table.integer('version').notNullable() // it keeps the one it began with
      table.string('event_id', 40).notNullable() // of the trail, which set it off
      table.string('event_type', 40).notNullable()
      table.bigInteger('event_at').notNullable()
      table.text('facts').notNullable() // what the event says, JSON; no value of a lead
      table.string('subject', 40).notNullable() // lead, invoice or partner
      table.string('lead_id', 40).nullable()
      table.string('partner_id', 40).nullable()
      table.string('profile_id', 40).nullable()
      table.string('parent_run', 40).nullable() // the run whose doing the event was
      table.text('chain').notNullable() // automation and subject of the runs it came from, JSON
      table.string('status', 10).notNullable() // scheduled | running | waiting | done | failed | stopped | skipped
      table.string('reason').nullable()
      table.string('node', 64).notNullable() // where it stands
      table.string('stays', 64).nullable() // scheduled: only where the lead stands at this stage ever since
      table.bigInteger('due_at').notNullable()
      table.string('owner', 40).nullable()
      table.bigInteger('owned_until').notNullable().defaultTo(0)
      table.bigInteger('created_at').notNullable()
      table.bigInteger('ended_at').nullable()
      table.unique(['automation_id', 'event_id'])
      table.index(['automation_id', 'id'])
      table.index(['automation_id', 'subject', 'created_at'])
      table.index(['automation_id', 'created_at'])
      table.index(['lead_id'])
    })
    // Few of all runs are still under way.
    this.schema.raw(
      `create index automation_runs_due on automation_runs (due_at)
       where status = 'scheduled' or status = 'running' or status = 'waiting'`
    )

    this.schema.createTable('automation_steps', (table) => {
      table.string('id', 60).primary() // run and position
      table.string('account_id', 40).notNullable()
      table.string('run_id', 40).notNullable().references('automation_runs.id').onDelete('CASCADE')
      table.integer('position').notNullable() // from 1
      table.string('node', 64).notNullable()
      table.string('type', 64).notNullable()
      table.string('status', 10).notNullable() // running | waiting | done | failed | unknown
      table.string('port', 64).nullable() // it was left by
      table.text('detail').notNullable() // what it did, JSON
      table.text('error').nullable()
      table.bigInteger('started_at').notNullable()
      table.bigInteger('ended_at').nullable()
      table.unique(['run_id', 'position'])
    })

    // Up to which line the trail was followed.
    this.schema.createTable('automation_cursors', (table) => {
      table.string('name', 16).primary()
      table.string('upto', 40).notNullable()
    })

    // The run of an automation that began it, or moved the lead so that it began.
    this.schema.alterTable('distributions', (table) => {
      table.string('cause', 40).nullable()
    })
  }

  async down() {
    this.schema.alterTable('distributions', (table) => table.dropColumn('cause'))
    for (const name of [
      ...['automation_cursors', 'automation_steps', 'automation_runs'],
      ...['automation_versions', 'automations'],
    ])
      this.schema.dropTable(name)
  }
}
