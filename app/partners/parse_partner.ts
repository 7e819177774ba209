import { countryText, currencyText, emailText, keyText, timeZoneText } from '#shared/common_shapes'
import type { Problem } from '#shared/result'
import { type Shape, bool, integer, list, object, oneOf, optional, text } from '#shared/shape'
import { capsShape } from '#partners/caps_shape'
import type { Caps, PartnerBilling, PartnerPortal } from '#partners/types'

const VAT_ID_STATUSES = ['valid', 'invalid', 'absent', 'unavailable', 'not_applicable'] as const

const billing = object({
  legal_name: optional(text()),
  street: optional(text()),
  postal_code: optional(text({ max: 32 })),
  city: optional(text()),
  country: optional(countryText()),
  vat_id: optional(text({ max: 32 })),
  vat_id_status: optional(oneOf(VAT_ID_STATUSES)),
  type: optional(oneOf(['business', 'consumer'])),
  currency: optional(currencyText()),
  payment_days: optional(integer(0, 365)),
})

const portal = object({
  email: optional(emailText()),
  accept_reject: optional(bool()),
  returns: optional(
    object({ days: integer(0, 365), reasons: optional(list(text({ max: 64 }), { max: 100 })) })
  ),
})

/** A partner as the blueprint writes it. `paused` left out means: as it is. */
export interface PartnerInput {
  key: string
  /** The key, where there is none. */
  name?: string
  email?: string
  time_zone?: string
  paused?: boolean
  caps?: Caps
  billing?: PartnerBilling
  portal?: PartnerPortal
}

export const partnerShape = (currency: string): Shape<PartnerInput> =>
  object({
    key: keyText(),
    name: optional(text()),
    email: optional(emailText()),
    time_zone: optional(timeZoneText()),
    paused: optional(bool()),
    caps: optional(capsShape(currency)),
    billing: optional(billing),
    portal: optional(portal),
  })

/** Reads a partner; spend caps are amounts of the account's currency. Adds to `problems` what is wrong with it. */
export const parsePartner = (
  value: unknown,
  path: string,
  currency: string,
  problems: Problem[]
): PartnerInput | undefined => partnerShape(currency).parse(value, path, problems)
