import {
  countryText,
  currencyText,
  dayText,
  emailText,
  keyText,
  timeZoneText,
} from '#shared/common_shapes'
import { DOCUMENT_LANGUAGES } from '#shared/locales'
import type { Problem } from '#shared/result'
import { type Shape, bool, integer, object, oneOf, optional, text } from '#shared/shape'
import { refuseMalformedVatId } from '#shared/vat_id_shape'
import { formatText, scheduleShape } from '#accounts/invoicing_shape'
import { balanceShape } from '#partners/balance_shape'
import { capsShape } from '#partners/caps_shape'
import { returnsShape } from '#partners/returns_shape'
import type { Caps, PartnerBilling, PartnerPortal } from '#partners/types'

const VAT_ID_STATUSES = ['valid', 'invalid', 'absent', 'unavailable', 'not_applicable'] as const

const billingFields = (currency: string) =>
  object({
    legal_name: optional(text()),
    street: optional(text()),
    postal_code: optional(text({ max: 32 })),
    city: optional(text()),
    country: optional(countryText()),
    vat_id: optional(text({ max: 32 })),
    vat_id_status: optional(oneOf(VAT_ID_STATUSES)),
    type: optional(oneOf(['business', 'consumer'])),
    exemption: optional(
      object({
        code: optional(text({ max: 32 })),
        text: optional(text({ max: 500 })),
        valid_from: optional(dayText()),
        valid_to: optional(dayText()),
      })
    ),
    currency: optional(currencyText()),
    payment_days: optional(integer(0, 365)),
    email: optional(emailText()),
    reference: optional(text()),
    language: optional(oneOf(DOCUMENT_LANGUAGES)),
    schedule: optional(scheduleShape(['month', 'week', 'never'])),
    reminders: optional(bool()),
    send_finalized: optional(bool()),
    attach_xml: optional(formatText()),
    balance: optional(balanceShape(currency)),
  })

/** As an invalid one an id may be noted that is none. */
const billing = (currency: string): Shape<PartnerBilling> =>
  refuseMalformedVatId(
    billingFields(currency),
    ({ vat_id_status: status = 'valid' }) => status !== 'valid'
  )

const portal = object({
  email: optional(emailText()),
  accept_reject: optional(bool()),
  returns: optional(returnsShape()),
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
    billing: optional(billing(currency)),
    portal: optional(portal),
  })

/** Reads a partner; spend caps are amounts of the account's currency. Adds to `problems` what is wrong with it. */
export const parsePartner = (
  value: unknown,
  path: string,
  currency: string,
  problems: Problem[]
): PartnerInput | undefined => partnerShape(currency).parse(value, path, problems)
