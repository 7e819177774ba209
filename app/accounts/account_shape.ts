import { countryText, currencyText, keyText, timeZoneText } from '#shared/common_shapes'
import { LOCALES } from '#shared/locales'
import { refuseMalformedVatId } from '#shared/vat_id_shape'
import { brandFormShape } from '#accounts/brand_shape'
import { bookkeepingShape } from '#accounts/bookkeeping_shape'
import { invoicingShape } from '#accounts/invoicing_shape'
import { bool, object, oneOf, optional, text } from '#shared/shape'

const address = object({
  street: optional(text()),
  postal_code: optional(text({ max: 32 })),
  city: optional(text()),
  state: optional(text()),
  country: optional(countryText()),
})

/** How the account stands with VAT as a seller. */
export const accountTaxShape = object({
  vat_status: optional(oneOf(['registered', 'small_business', 'not_registered'])),
  tax_number: optional(text({ max: 32 })),
  oss_registered: optional(bool()),
  without_vat_id: optional(oneOf(['domestic_vat', 'hold'])),
})

/** The `account` block of a blueprint, with amounts of this currency. What it leaves out stays as it is. */
export const accountShape = (currency: string) =>
  refuseMalformedVatId(
    object({
      name: optional(text()),
      country: optional(countryText()),
      vat_id: optional(text({ max: 32 })),
      currency: optional(currencyText()),
      time_zone: optional(timeZoneText()),
      language: optional(oneOf(LOCALES)),
      address: optional(address),
      tax: optional(accountTaxShape),
      invoicing: optional(invoicingShape(currency)),
      bookkeeping: optional(bookkeepingShape),
      brand: optional(brandFormShape),
    })
  )

/** What the tax page sends. */
export const sellerShape = refuseMalformedVatId(
  object({
    country: optional(countryText()),
    vat_id: optional(text({ max: 32 })),
    address: optional(address),
    tax: optional(accountTaxShape),
  })
)

/** What the settings page sends: all of it, always. */
export const accountSettingsShape = object({
  name: text(),
  currency: currencyText(),
  time_zone: timeZoneText(),
  language: oneOf(LOCALES),
})

export const newAccountShape = object({
  key: keyText(),
  name: text(),
  country: optional(countryText()),
  currency: currencyText(),
  time_zone: timeZoneText(),
})
