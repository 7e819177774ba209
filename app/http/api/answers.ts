import type { AnswerRule } from '#http/api/route'
import { pageOf, ref } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

/* Small words for the route tables. */

export const answer = (description: string, schema: JsonSchema | string): AnswerRule => ({
  description,
  schema: typeof schema === 'string' ? ref(schema) : schema,
})

export const page = (description: string, name: string): AnswerRule => ({
  description,
  schema: pageOf(ref(name)),
})
