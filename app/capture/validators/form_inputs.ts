import vine from '@vinejs/vine'
import { FORM_LANGUAGES } from '#capture/forms/form_document'
import { formShape } from '#capture/forms/parse_form'
import { FORM_STARTS } from '#capture/forms/start_form'
import { KEY_PATTERN } from '#shared/common_shapes'
import { line } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'

const key = () => vine.string().regex(new RegExp(KEY_PATTERN))
const name = () => line(120).minLength(1)
const document = () => vine.object({}).allowUnknownProperties()
const base = () => vine.number().withoutDecimals().range([1, 2_000_000_000])

/** A new form: from a document, or begun from the fields of its entity. */
export const newFormInput = vine.create({
  key: key(),
  name: name(),
  entity: line(64).minLength(1),
  start: vine.enum(FORM_STARTS).optional(),
  language: vine.enum(FORM_LANGUAGES).optional(),
  document: document().optional(),
})

export const formChangeInput = vine.create({
  name: name().optional(),
  document: document().optional(),
  status: vine.enum(['live', 'closed'] as const).optional(),
  base: base().optional(),
})

export const checkInput = vine.create({ document: document() })
export const publishInput = vine.create({ base: base().optional() })
export const openInput = vine.create({ open: vine.boolean({ strict: true }) })
export const copyInput = vine.create({ key: key(), name: name() })

const documentSchema: JsonSchema = {
  description: 'Steps with their elements, texts, and what happens afterwards.',
  ...formShape.schema,
}
const withDocument = (schema: object): JsonSchema => {
  const { properties, ...rest } = schema as { properties: Record<string, JsonSchema> }
  return { ...rest, properties: { ...properties, document: documentSchema } }
}
export const newFormSchema = withDocument(newFormInput.toJSONSchema())
export const formChangeSchema = withDocument(formChangeInput.toJSONSchema())
export const publishFormSchema: JsonSchema = { ...publishInput.toJSONSchema() }
