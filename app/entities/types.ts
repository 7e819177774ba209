/** Field types an entity may have (product.md). */
export const FIELD_TYPES = [
  'text',
  'long_text',
  'number',
  'money',
  'email',
  'phone',
  'date',
  'datetime',
  'select',
  'multi_select',
  'checkbox',
  'url',
  'file',
  'address',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

export const ADDRESS_PARTS = [
  'street',
  'number',
  'postal_code',
  'city',
  'state',
  'country',
  'latitude',
  'longitude',
] as const

export interface Field {
  key: string
  label: string
  type: FieldType
  required: boolean
  default: unknown
  /** Allowed values of select and multi_select; null for other types. */
  options: string[] | null
  encrypted: boolean
}

export type DuplicateAction = 'skip' | 'update' | 'create' | 'reject'

/** Each key alone identifies a person, the first match in order wins. Blank is no key. */
export interface DuplicatePolicy {
  keys: string[]
  /** A match older than this is none; null: for ever. */
  within_days: number | null
  action: DuplicateAction
}

export interface Entity {
  id: string
  accountId: string
  key: string
  name: string
  fields: Field[]
  duplicate: DuplicatePolicy | null
  stages: string[]
}
