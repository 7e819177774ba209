import vine from '@vinejs/vine'
import { MOST_MERGED } from '#crm/merge/types'
import { line } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'

/** Body of `POST /leads/{id}/merge`; `values` says of fields from which lead their value is taken. */
export const mergeInput = vine.create({
  from: vine
    .array(line(40).minLength(1))
    .minLength(1)
    .maxLength(MOST_MERGED - 1)
    .distinct(),
  values: vine.record(line(40)).optional(),
})
export const mergeSchema: JsonSchema = {
  type: 'object',
  properties: {
    from: {
      type: 'array',
      items: { type: 'string' },
      minItems: 1,
      maxItems: MOST_MERGED - 1,
      description: 'Leads that become part of this one.',
    },
    values: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description:
        'Field to the id of the lead whose value is kept. Without: its own, or the first there is.',
    },
  },
  required: ['from'],
  additionalProperties: false,
}

/** Query of the page: ids of the others. */
export const mergePageQuery = vine.create({
  with: vine.array(line(40)).maxLength(20).optional(),
})
