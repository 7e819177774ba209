import { decryptField, isEncrypted } from '#entities/field_crypto'
import { openValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { OpenPortal } from '#portal/people/open_portal'
import { leadRow, mayOpen } from '#portal/leads/lead_rows'

/** Opens one encrypted value of a lead the partner bought, and writes down who saw it. Null: there is none for them. */
export async function revealValue(
  { account, partner, actor }: OpenPortal,
  id: string,
  field: string,
  now: number
): Promise<{ value: unknown } | null> {
  const row = await leadRow({ account, partner }, id)
  if (!row || !mayOpen(row)) return null
  const config = await accountConfig(account.id)
  const entity = config.entities.get(row.entity_id as string)
  const known = entity?.fields.find(({ key, encrypted }) => key === field && encrypted)
  const values = known && openValues(config.key, entity!, row.sold_values as string)
  if (!values || !Object.hasOwn(values, field)) return null
  const subject = { accountId: account.id, leadId: row.lead_id as string }
  // Seen is seen only once it is written down.
  await store.submit({
    locks: [],
    decide: () => ({
      result: null,
      writes: [
        event(
          'lead.value_shown',
          { ...subject, deliveryId: id, partnerId: partner.id },
          { field },
          now,
          actor
        ),
      ],
    }),
  })
  return { value: values[field] }
}

/** The encrypted values of a row that is exported; none where they were not bought through the portal. */
export function openedValues(
  { key }: AccountConfig,
  entity: Entity,
  row: Row
): Record<string, unknown> {
  if (!mayOpen(row)) return {}
  const stored = JSON.parse((row.sold_values as string | null) ?? '{}') as Record<string, unknown>
  const opened: Record<string, unknown> = {}
  for (const field of entity.fields) {
    const value = Object.hasOwn(stored, field.key) ? stored[field.key] : undefined
    if (field.encrypted && isEncrypted(value))
      opened[field.key] = decryptField(key, field.key, value)
  }
  return opened
}
