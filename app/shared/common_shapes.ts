import { isCountry, isCurrency, isTimeZone } from '#shared/codes'
import { formatAmount, parseAmount } from '#shared/money'
import { type Shape, text } from '#shared/shape'

/** The name objects are referred to by: letters, digits, `-` and `_`, at most 64. */
export const KEY_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'
const KEY = new RegExp(KEY_PATTERN)
export const isKey = (value: string): boolean => KEY.test(value)

export const keyText = () =>
  text({
    max: 64,
    rule: 'key',
    pattern: KEY_PATTERN,
    check: (value) =>
      isKey(value) ? null : 'must be letters, digits, "-" and "_" (at most 64), such as "solar-us"',
  })

const EMAIL = /^[^\s@<>()[\]",;:\\]+@[^\s@.<>,;:"]+(\.[^\s@.<>,;:"]+)+$/
export const isEmail = (value: string): boolean => value.length <= 254 && EMAIL.test(value)

export const emailText = () =>
  text({
    max: 254,
    rule: 'email',
    format: 'email',
    check: (value) => (isEmail(value) ? null : 'must be an e-mail address'),
  })

export const countryText = () =>
  text({
    max: 2,
    rule: 'country',
    pattern: '^[A-Z]{2}$',
    check: (value) => (isCountry(value) ? null : 'must be an ISO 3166 country code such as "DE"'),
  })

export const currencyText = () =>
  text({
    max: 3,
    rule: 'currency',
    pattern: '^[A-Z]{3}$',
    check: (value) => (isCurrency(value) ? null : 'must be an ISO 4217 currency such as "EUR"'),
  })

export const timeZoneText = () =>
  text({
    max: 64,
    rule: 'time_zone',
    check: (value) =>
      isTimeZone(value) ? null : 'must be an IANA time zone such as "Europe/Berlin"',
  })

/** A day of the calendar that exists: YYYY-MM-DD. */
export const isDay = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(Date.parse(value)).toISOString().slice(0, 10) === value

export const dayText = () =>
  text({
    max: 10,
    rule: 'date',
    format: 'date',
    check: (value) => (isDay(value) ? null : 'must be a day such as "2026-11-30"'),
  })

/** An amount that is not negative, as text or number; read as the canonical decimal text of the currency. */
export const amountText = (currency: string): Shape<string> => ({
  schema: { type: ['string', 'number'], pattern: '^\\d{1,13}(\\.\\d+)?$', minimum: 0 },
  parse(value, path, problems) {
    const minor = parseAmount(value, currency)
    if (minor.ok && minor.value >= 0) return formatAmount(minor.value, currency)
    const message = minor.ok ? 'must not be negative' : minor.problem
    problems.push({ field: path, rule: 'amount', message })
    return undefined
  },
})
