import { isBlank, lineOf } from '#entities/clean_text'
import { countryCode } from '#entities/countries'
import { numberOf } from '#entities/fields/number'
import { type Flaw, type Reader, flaw, isRecord } from '#entities/fields/reader'
import { ADDRESS_PARTS, type AddressPart } from '#entities/types'
import { type Result, ok } from '#shared/result'

const PART_LIMIT = 255
const OTHER_NAMES: Record<string, AddressPart> = {
  street_address: 'street',
  house_number: 'number',
  street_number: 'number',
  zip: 'postal_code',
  zip_code: 'postal_code',
  postcode: 'postal_code',
  post_code: 'postal_code',
  postal: 'postal_code',
  town: 'city',
  province: 'state',
  region: 'state',
  country_code: 'country',
  lat: 'latitude',
  lng: 'longitude',
  lon: 'longitude',
  long: 'longitude',
}

/** A part's name without regard to case, spaces, dashes and underscores. */
export const foldPart = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '')

/** Every name a part of an address may come under, as written: the parts themselves and usual other words. */
export const PART_NAMES: ReadonlyMap<string, AddressPart> = new Map([
  ...ADDRESS_PARTS.map((part): [string, AddressPart] => [part, part]),
  ...Object.entries(OTHER_NAMES),
])
const partByFold = new Map([...PART_NAMES].map(([name, part]) => [foldPart(name), part]))

/** The part an address key means, or null. */
export const addressPart = (name: string): AddressPart | null =>
  partByFold.get(foldPart(name)) ?? null

const isCoordinate = (part: AddressPart) => part === 'latitude' || part === 'longitude'

function readPart(part: AddressPart, value: unknown): Result<string | number, Flaw> {
  if (isCoordinate(part)) {
    const limit = part === 'latitude' ? 90 : 180
    const number = numberOf(value)
    if (!number.ok) return flaw('number', `${part} ${number.problem.message}`, part)
    if (Math.abs(number.value) > limit)
      return flaw('range', `${part} must lie between -${limit} and ${limit}`, part)
    return number
  }
  const line = lineOf(value)
  if (!line.ok) return flaw(line.problem.rule, `${part} ${line.problem.message}`, part)
  if (line.value.length > PART_LIMIT)
    return flaw('max_length', `${part} must have at most ${PART_LIMIT} characters`, part)
  if (part !== 'country') return line
  const code = countryCode(line.value)
  return code === null
    ? flaw('country', 'country must be an ISO 3166 code such as US, or an English name', part)
    : ok(code)
}

/** An object of address parts (other usual names too); keys that are no part belong to `extra`, see acceptLead. */
export const readAddress: Reader = (value) => {
  if (!isRecord(value)) return flaw('address', `must be an object of ${ADDRESS_PARTS.join(', ')}`)
  const found: Partial<Record<AddressPart, string | number>> = {}
  for (const key of Object.keys(value)) {
    const part = addressPart(key)
    if (part === null || isBlank(value[key])) continue
    if (found[part] !== undefined) return flaw('ambiguous', `has ${part} twice`, part)
    const read = readPart(part, value[key])
    if (!read.ok) return read
    if (read.value !== '') found[part] = read.value
  }
  const address: Record<string, string | number> = {}
  for (const part of ADDRESS_PARTS) if (found[part] !== undefined) address[part] = found[part]
  return ok(Object.keys(address).length === 0 ? undefined : address)
}
