import type { Entity, Field } from '#entities/types'

const PERSON: Record<string, string> = {
  name: 'Ada Sample',
  full_name: 'Ada Sample',
  first_name: 'Ada',
  last_name: 'Sample',
  company: 'Sample Ltd',
}

const ADDRESS = {
  street: 'Sample Street',
  number: '1',
  postal_code: '10115',
  city: 'Berlin',
  state: 'BE',
  country: 'DE',
  latitude: 52.52,
  longitude: 13.405,
}

/** Values of a lead that does not exist, in normal form: nobody is reached by them. `now` in ms. */
export function sampleValues(
  entity: Pick<Entity, 'fields'>,
  { currency, now }: { currency: string; now: number }
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of entity.fields) {
    const value = sampleOf(field, currency, now)
    if (value !== undefined) values[field.key] = value
  }
  return values
}

function sampleOf({ key, type, label, options }: Field, currency: string, now: number): unknown {
  switch (type) {
    case 'text':
    case 'long_text':
      return PERSON[key] ?? `Sample ${label.toLowerCase()}`
    case 'number':
      return 100
    case 'money':
      return { amount: '100.00', currency }
    case 'email':
      return 'ada.sample@example.com'
    case 'phone':
      // Numbers of 555-01xx are kept for fiction.
      return '+12025550123'
    case 'date':
      return new Date(now).toISOString().slice(0, 10)
    case 'datetime':
      return new Date(now).toISOString()
    case 'select':
      return options?.[0]
    case 'multi_select':
      return options?.slice(0, 1)
    case 'checkbox':
      return true
    case 'url':
      return 'https://example.com/'
    case 'file':
      return undefined
    case 'address':
      return { ...ADDRESS }
  }
}
