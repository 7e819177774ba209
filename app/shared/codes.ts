/*
 * Codes of other registries: ISO 3166 countries, ISO 4217 currencies, IANA time zones, as the ICU data of Node knows them.
 */
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
const currencies = new Set(Intl.supportedValuesOf('currency'))
const knownZones = new Map<string, boolean>()

/** True for an ISO 3166-1 code in capitals, such as "DE". */
export const isCountry = (text: string): boolean =>
  /^[A-Z]{2}$/.test(text) &&
  regions.of(text) !== undefined &&
  new Intl.Locale(`und-${text}`).region === text && // an alias such as UK is another's code
  !/^(ZZ|EU|EZ|UN|X[AB])$/.test(text)

/** True for an ISO 4217 code in capitals, such as "EUR". */
export const isCurrency = (text: string): boolean =>
  /^[A-Z]{3}$/.test(text) && currencies.has(text) && text !== 'XXX' && text !== 'XTS'

/** True for a zone of the IANA database, such as "Europe/Berlin"; a bare offset is none, it knows no summer time. */
export function isTimeZone(text: string): boolean {
  const known = knownZones.get(text)
  if (known !== undefined) return known
  let valid = /^[A-Za-z][A-Za-z0-9_+/-]{1,62}$/.test(text)
  try {
    if (valid) new Intl.DateTimeFormat('en', { timeZone: text })
  } catch {
    valid = false
  }
  if (knownZones.size > 2000) knownZones.clear()
  knownZones.set(text, valid)
  return valid
}
