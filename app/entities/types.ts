import type { Pipeline } from '#entities/pipelines'

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

export type AddressPart = (typeof ADDRESS_PARTS)[number]

export interface Field {
  key: string
  label: string
  /** What the field is for, for whoever fills it in; absent: nothing is said. */
  help?: string
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
  /** Keys of all stages, pipeline by pipeline. */
  stages: string[]
  pipelines: Pipeline[]
}

/** An entity as somebody wrote it, before it has an id and an owner. */
export type EntityDefinition = Omit<Entity, 'id' | 'accountId'>

/** What values are read with where they leave something open. `country` is ISO 3166 alpha-2, `timeZone` IANA. */
export interface AcceptContext {
  country: string | null
  currency: string
  /** Zone of date-times written without an offset; absent: such a value is refused. */
  timeZone?: string
}

/** The normal form of an uploaded file; `path` is set when it has been stored. */
export interface StoredFile {
  name: string
  type: string
  size: number
  sha256: string
  path: string | null
}

/** A file that came inside the values: `value` is the very object in `values`, waiting for its path. */
export interface PendingFile {
  field: string
  value: StoredFile
  content: Buffer
}

export interface AcceptedLead {
  /** Normal forms by field key, only those present. */
  values: Record<string, unknown>
  /** What came in, only where it differs from the normal form. */
  raw: Record<string, unknown>
  /** What belongs to no field: kept, never lost. */
  extra: Record<string, unknown>
  files: PendingFile[]
}

/** Changes of a stored lead: `cleared` names the fields that were sent blank. */
export interface AcceptedChanges extends AcceptedLead {
  cleared: string[]
}
