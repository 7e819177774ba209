import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // A lead's page names those that came again after it. Few leads are duplicates, so the index is small.
    this.schema.raw(
      'create index leads_duplicates on leads (account_id, duplicate_of, id) where duplicate_of is not null'
    )
  }

  async down() {
    this.schema.raw('drop index leads_duplicates')
  }
}
