import { countryText, currencyText, keyText, timeZoneText } from '#shared/common_shapes'
import { object, optional, text } from '#shared/shape'

const address = object({
  street: optional(text()),
  postal_code: optional(text({ max: 32 })),
  city: optional(text()),
  state: optional(text()),
  country: optional(countryText()),
})

/** The `account` block of a blueprint. What it leaves out stays as it is. */
export const accountShape = object({
  name: optional(text()),
  country: optional(countryText()),
  vat_id: optional(text({ max: 32 })),
  currency: optional(currencyText()),
  time_zone: optional(timeZoneText()),
  address: optional(address),
})

export const newAccountShape = object({
  key: keyText(),
  name: text(),
  country: optional(countryText()),
  currency: currencyText(),
  time_zone: timeZoneText(),
})
