import { BaseSchema } from '@adonisjs/lucid/schema'

const UNFINISHED = `where status in ('queued', 'running')`

/* Unfinished runs are called in their order, passing over accounts that have very many, without reading their rows. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      `create index distributions_due on distributions (wake_at, id, account_id) ${UNFINISHED}`
    )
    this.schema.raw('drop index distributions_unfinished')
  }

  async down() {
    this.schema.raw(
      `create index distributions_unfinished on distributions (wake_at) ${UNFINISHED}`
    )
    this.schema.raw('drop index distributions_due')
  }
}
