import { ADDRESS_PARTS, type AddressPart, type Entity, type Field } from '#entities/types'
import { EXTERNAL_ID, KEEP, SOURCE } from '#capture/imports/types'

/** A place a column may go to. */
export interface Target {
  target: string
  field: Field | null
  part: AddressPart | null
}

const LEAD_TARGETS = [EXTERNAL_ID, SOURCE]

/** Every place of an entity's leads a column may go to, files apart: a cell holds none. */
export function targetsOf(entity: Pick<Entity, 'fields'>): Target[] {
  const fields = entity.fields.flatMap((field): Target[] => {
    if (field.type === 'file') return []
    if (field.type !== 'address') return [{ target: field.key, field, part: null }]
    return ADDRESS_PARTS.map((part) => ({ target: `${field.key}.${part}`, field, part }))
  })
  return [...fields, ...LEAD_TARGETS.map((target) => ({ target, field: null, part: null }))]
}

export const isTarget = (entity: Pick<Entity, 'fields'>, target: string): boolean =>
  target === KEEP || targetsOf(entity).some((one) => one.target === target)
