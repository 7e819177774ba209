import type { FieldElement, FormDocument } from '#capture/forms/form_document'
import { ADDRESS_PARTS, type AddressPart, type Entity, type Field } from '#entities/types'
import { at } from '#shared/shape'

/** A field a form asks for, and where. */
export interface AskedField {
  element: FieldElement
  /** Path of its element in the document. */
  path: string
  /** Positions of its step and of it in the step. */
  step: number
  place: number
  /** It is shown under a rule of its own or of its step. */
  conditional: boolean
}

/** Key of the entity's field, and the part of it where it is one of an address. */
export const fieldKeyOf = (name: string): string => name.split('.', 1)[0]

/** The entity's field that an element's `field` names; null where it has none, or none with such a part. */
export function fieldNamed(
  entity: Pick<Entity, 'fields'>,
  name: string
): { field: Field; part: AddressPart | null } | null {
  const [key, part, ...more] = name.split('.')
  const field = entity.fields.find((one) => one.key === key)
  if (!field || more.length > 0) return null
  if (part === undefined) return { field, part: null }
  const known = ADDRESS_PARTS.find((one) => one === part)
  return known && field.type === 'address' ? { field, part: known } : null
}

/** Every field a document asks for, in the order it is asked. */
export function askedFields(document: FormDocument, path = ''): AskedField[] {
  const asked: AskedField[] = []
  for (const [i, step] of document.steps.entries())
    for (const [k, element] of step.elements.entries())
      if (element.type === 'field')
        asked.push({
          element,
          path: at(at(at(at(path, 'steps'), i), 'elements'), k),
          step: i,
          place: k,
          conditional: !!(element.show_when ?? step.show_when),
        })
  return asked
}
