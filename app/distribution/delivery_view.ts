import type { Entity } from '#entities/types'
import type { Partner } from '#partners/types'
import type { DeliveryView, LeadView } from '#sdk'
import { formatAmount } from '#shared/money'
import { callbackUrl } from '#distribution/callback_token'

/** What a delivery stands between. */
export interface DeliverySides {
  account: { id: string; key: string; name: string; currency: string }
  entity: Pick<Entity, 'fields'>
  profile: { key: string; name: string }
  partner: Pick<Partner, 'key' | 'name' | 'email' | 'portal'>
}

/** What templates may name. Fields of the entity that this lead has no value for are null, so they render as nothing. */
export function deliveryView(
  { account, entity, profile, partner }: DeliverySides,
  lead: LeadView,
  delivery: {
    id: string
    price: number
    attempts: number
    assignmentKey: string
    pingReference?: string | null
  }
): DeliveryView {
  const values: Record<string, unknown> = {}
  for (const field of entity.fields) values[field.key] = lead.values[field.key] ?? null
  for (const key of Object.keys(lead.values)) if (!(key in values)) values[key] = lead.values[key]
  const { currency } = account
  const acceptReject = partner.portal?.accept_reject
  return {
    lead: { ...lead, values },
    delivery: {
      id: delivery.id,
      callback_url: callbackUrl(account.id, delivery.id),
      price: formatAmount(delivery.price, currency),
      currency,
      attempt: delivery.attempts,
      ping_reference: delivery.pingReference ?? null,
    },
    partner: {
      key: partner.key,
      name: partner.name,
      email: partner.email,
      portal: acceptReject === undefined ? undefined : { accept_reject: acceptReject },
    },
    assignment: { key: delivery.assignmentKey },
    profile: { key: profile.key, name: profile.name },
    account: { key: account.key, name: account.name },
  }
}

/** Values of encrypted fields: masked wherever a request or answer is stored or shown. */
export function maskedValues(entity: Pick<Entity, 'fields'>, lead: LeadView): unknown[] {
  const values: unknown[] = []
  for (const field of entity.fields)
    if (field.encrypted && lead.values[field.key] !== undefined) values.push(lead.values[field.key])
  return values
}
