import type { Entity } from '#entities/types'
import { foldKey } from '#intake/match_keys'
import { setOwn } from '#shared/own_keys'

/** What senders call the same thing, folded. */
const GROUPS: readonly (readonly string[])[] = [
  ['email', 'emailaddress', 'mail'],
  ['phone', 'phone1', 'phonenumber', 'primaryphone', 'telephone', 'tel', 'mobile', 'cellphone'],
  ['firstname', 'fname', 'givenname'],
  ['lastname', 'lname', 'surname', 'familyname'],
  ['postalcode', 'zip', 'zipcode', 'postcode', 'plz'],
  ['street', 'address1', 'streetaddress', 'addressline1', 'address'],
  ['city', 'town'],
  ['state', 'region', 'province'],
  ['country', 'countrycode'],
  ['dob', 'dateofbirth', 'birthdate', 'birthday'],
]
/** Groups that are a part of an address where there is one. */
const PARTS = new Map([
  ['street', 'street'],
  ['postalcode', 'postal_code'],
  ['city', 'city'],
  ['state', 'state'],
  ['country', 'country'],
])
const TYPES = new Map([
  ['email', 'email'],
  ['phone', 'phone'],
])
/** As they are usually written. */
export const KNOWN_NAMES: readonly string[] = [
  ...['email', 'email_address', 'phone', 'phone_1', 'phone_number', 'mobile'],
  ...['first_name', 'fname', 'last_name', 'lname', 'postal_code', 'zip', 'zip_code'],
  ...['address_1', 'street', 'city', 'state', 'region', 'country', 'dob', 'date_of_birth'],
]
const groupOf = new Map(GROUPS.flatMap((group) => group.map((name) => [name, group] as const)))

/**
 * The field a sender's key means: by what the endpoint says of it, by its own name, by what others call the same thing, by
 * its type where there is one field of it, or as a part of the only address. Null: none.
 */
export function fieldMeant(
  key: string,
  entity: Entity,
  mapping: ReadonlyMap<string, string>
): string | null {
  const folded = foldKey(key)
  const said = mapping.get(folded)
  if (said !== undefined) return said || null
  const { fields } = entity
  const named = (name: string) =>
    fields.filter((field) => foldKey(field.key) === name || foldKey(field.label) === name)
  if (fields.some((field) => field.key === key)) return key
  if (named(folded).length > 0) return named(folded).length === 1 ? named(folded)[0].key : key
  const group = groupOf.get(folded)
  if (!group) return null
  const called = [...new Set(group.flatMap(named))].filter(({ type }) => type !== 'address')
  if (called.length > 0) return called.length === 1 ? called[0].key : null
  const [type, part] = [TYPES.get(group[0]), PARTS.get(group[0])]
  const only = fields.filter((field) => field.type === (type ?? 'address'))
  if (only.length !== 1) return null
  if (type) return only[0].key
  return part ? `${only[0].key}.${part}` : null
}

/** An endpoint's mapping by folded key; an empty field: kept beside the fields. */
export const foldedMapping = (mapping: Readonly<Record<string, string>>) =>
  new Map(Object.entries(mapping).map(([key, field]) => [foldKey(key), field]))

/**
 * What was sent, under the keys of the entity. Of two keys that mean one field the first counts, and the one that is named
 * like it before all; the other is kept under its own.
 */
export function nameKeys(
  sent: Readonly<Record<string, unknown>>,
  entity: Entity,
  mapping: ReadonlyMap<string, string>
): { values: Record<string, unknown>; extra: Record<string, unknown>; meant: Map<string, string> } {
  const values: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  const meant = new Map<string, string>()
  const taken = new Map<string, string>()
  for (const key of Object.keys(sent)) {
    const field = fieldMeant(key, entity, mapping)
    if (field === null) continue
    const before = taken.get(field)
    if (before === undefined || key === field) taken.set(field, key)
  }
  const isTaken = new Map([...taken].map(([field, key]) => [key, field]))
  for (const key of Object.keys(sent)) {
    const field = isTaken.get(key)
    if (field === undefined) setOwn(extra, key, sent[key])
    else {
      setOwn(values, field, sent[key])
      meant.set(key, field)
    }
  }
  return { values, extra, meant }
}
