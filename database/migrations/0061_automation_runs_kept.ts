import { BaseSchema } from '@adonisjs/lucid/schema'

/* Runs are found by the run they came from, and by when they ended: old ones are let go of. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      'create index automation_runs_parent on automation_runs (parent_run) where parent_run is not null'
    )
    this.schema.raw(
      'create index automation_runs_ended on automation_runs (ended_at) where ended_at is not null'
    )
  }

  async down() {
    for (const name of ['automation_runs_parent', 'automation_runs_ended'])
      this.schema.raw(`drop index ${name}`)
  }
}
