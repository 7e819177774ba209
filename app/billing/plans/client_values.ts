import type { Account } from '#accounts/types'
import type { ClientValues } from '#partners/clients'
import type { PartnerBilling } from '#partners/types'

/** A client as its own account writes itself on its invoices. Those who take plans are businesses. */
export function clientValues(account: Account, ownerEmail: string | null): ClientValues {
  const { invoicing, address } = account
  const email = invoicing.email ?? ownerEmail
  const country = account.country ?? address?.country
  const billing: PartnerBilling = {
    legal_name: invoicing.legal_name ?? account.name,
    ...(address?.street && { street: address.street }),
    ...(address?.postal_code && { postal_code: address.postal_code }),
    ...(address?.city && { city: address.city }),
    ...(country && { country }),
    ...(account.vatId ? { vat_id: account.vatId } : { vat_id_status: 'absent' as const }),
    type: 'business',
    language: invoicing.language ?? account.language,
    ...(email && { email }),
  }
  const { id: client, name, timeZone } = account
  return { client, name, email, timeZone, billing }
}
