import { parseEntity } from '#entities/parse_entity'
import type { Entity } from '#entities/types'
import type { FormDocument, FormElement } from '#capture/forms/form_document'

/** An entity with a field of most kinds; only the e-mail address is required. */
export function formEntity(): Entity {
  const parsed = parseEntity(
    {
      key: 'solar',
      name: 'Solar lead',
      fields: [
        { key: 'email', label: 'E-mail', type: 'email', required: true },
        { key: 'phone', label: 'Phone', type: 'phone' },
        { key: 'first_name', label: 'First name', type: 'text' },
        { key: 'state', label: 'State', type: 'select', options: ['CA', 'NV'] },
        { key: 'bill', label: 'Bill', type: 'number' },
        { key: 'home', label: 'Home', type: 'address' },
        { key: 'photo', label: 'Photo', type: 'file' },
        { key: 'owner', label: 'Owner', type: 'checkbox', required: true, default: false },
      ],
    },
    ''
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return { ...parsed.value, id: 'ent_1', accountId: 'acc_1' }
}

export const field = (key: string, name: string, more: object = {}): FormElement => ({
  type: 'field',
  key,
  field: name,
  ...more,
})

export const consent: FormElement = { type: 'consent', key: 'c', text: 'I agree', required: true }

/** A form whose steps hold these elements. */
export const formOf = (steps: FormElement[][], more: Partial<FormDocument> = {}): FormDocument => ({
  schema: 1,
  language: 'en',
  steps: steps.map((elements, i) => ({ key: `s${i}`, elements })),
  after: { type: 'page', title: 'Thank you', text: '' },
  ...more,
})
