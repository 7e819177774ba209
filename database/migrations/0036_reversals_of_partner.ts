import { BaseSchema } from '@adonisjs/lucid/schema'

const NAME = 'postings_reversals_of_partner_index'

/*
 * Of a partner's sales some are taken back. An index of those alone finds them without a look for each sale, and booking
 * a sale does not touch it.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      `create index ${NAME} on postings (account_id, partner_id, day) where kind in ('cancellation', 'return')`
    )
  }

  async down() {
    this.schema.raw(`drop index ${NAME}`)
  }
}
