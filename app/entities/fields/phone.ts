import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import { cleanLine } from '#entities/clean_text'
import { type Reader, flaw } from '#entities/fields/reader'
import { ok } from '#shared/result'

const LIMIT = 64

const isStable = (e164: string) => parsePhoneNumberFromString(e164)?.number === e164

/**
 * E.164 through libphonenumber. A number without country code is read in the country of the lead's address, else of
 * the account. Extensions are left out of the normal form. A possible number is enough: numbering plans move faster
 * than their lists.
 */
export const readPhone: Reader = (value, _field, context) => {
  if (typeof value !== 'string' && typeof value !== 'number')
    return flaw('phone', 'must be a phone number such as +14155550132')
  const line = cleanLine(String(value))
  if (!line.ok) return line
  const country =
    context.phoneCountry !== null && isSupportedCountry(context.phoneCountry)
      ? (context.phoneCountry as CountryCode)
      : undefined
  const text = line.value.slice(0, LIMIT + 1)
  let number = text.length > LIMIT ? undefined : parsePhoneNumberFromString(text, country)
  if (!number?.isPossible() && text.startsWith('00'))
    number = parsePhoneNumberFromString(`+${text.slice(2)}`)
  // A number that changes when it is read again (+49 0 0 30 …) has more trunk zeros than any network knows.
  if (number?.isPossible() && (number.number === text || isStable(number.number)))
    return ok(number.number)
  const hint = country ? `is no possible phone number in ${country}` : 'is no possible phone number'
  return flaw('phone', `${hint}; write it with its country code, such as +14155550132`)
}
