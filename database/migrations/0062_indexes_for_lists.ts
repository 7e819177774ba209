import { BaseSchema } from '@adonisjs/lucid/schema'

const NAMES = [
  ...['deliveries_deadlines', 'ping_places_over', 'portal_mails_settled'],
  'idempotency_keys_lead',
]

/* What timers and erasures look for in tables that grow with leads. Each holds a sliver of its table. */
export default class extends BaseSchema {
  async up() {
    // Leads that wait for a partner's answer; no delivery that is settled at once ever enters it.
    this.schema.raw(
      `create index deliveries_deadlines on deliveries (deadline_at)
       where status = 'waiting' and reminded_at is null and deadline_at is not null`
    )
    this.schema.raw(
      `create index ping_places_over on ping_places (expires_at) where status <> 'held'`
    )
    this.schema.raw(
      'create index portal_mails_settled on portal_mails (settled_at) where settled_at is not null'
    )
    // The lead an answer tells about, for its erasure.
    const lead =
      this.db.dialect.name === 'postgres'
        ? `(headers::json ->> 'lead_id')`
        : `json_extract(headers, '$.lead_id')`
    this.schema.raw(
      `create index idempotency_keys_lead on idempotency_keys (${lead}) where headers is not null`
    )
  }

  async down() {
    for (const name of NAMES) this.schema.raw(`drop index ${name}`)
  }
}
