import { READERS } from '#entities/field_types'
import { PART_NAMES } from '#entities/fields/address'
import type { Reader } from '#entities/fields/reader'
import type { AddressPart, Entity, Field } from '#entities/types'

export interface CompiledField {
  index: number
  field: Field
  read: Reader
}

/** Where an incoming key goes: a field, or one part of an address field. */
export interface Slot {
  field: CompiledField
  part: AddressPart | null
}

export interface CompiledEntity {
  fields: CompiledField[]
  /** Addresses first: the country of a lead's address reads its phone numbers. */
  readingOrder: CompiledField[]
  slots: Map<string, Slot>
}

const compiled = new WeakMap<Entity, CompiledEntity>()

/** The plan by which an entity's leads are read, made once per entity object (which must not change after). */
export function compileEntity(entity: Entity): CompiledEntity {
  const known = compiled.get(entity)
  if (known) return known
  const fields = entity.fields.map((field, index) => ({ index, field, read: READERS[field.type] }))
  const slots = new Map<string, Slot>()
  for (const field of fields) {
    if (field.field.type !== 'address') continue
    for (const [name, part] of PART_NAMES) {
      slots.set(`${field.field.key}.${name}`, { field, part })
      slots.set(`${field.field.key}_${name}`, { field, part })
    }
  }
  for (const field of fields) slots.set(field.field.key, { field, part: null })
  const isAddress = (field: CompiledField) => field.field.type === 'address'
  const readingOrder = [...fields.filter(isAddress), ...fields.filter((field) => !isAddress(field))]
  const plan = { fields, readingOrder, slots }
  compiled.set(entity, plan)
  return plan
}
