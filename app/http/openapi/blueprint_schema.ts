import { blueprintJsonSchema } from '#distribution/blueprint/json_schema'
import type { JsonSchema } from '#shared/shape'

/** A schema whose rules refer to the definition beside it, as a part of the OpenAPI document. */
const embedded = <T>(schema: T): T =>
  JSON.parse(JSON.stringify(schema).replaceAll('#/$defs/rule', '#/components/schemas/Rule')) as T

const { $defs, ...document } = blueprintJsonSchema() as {
  $defs: { rule: JsonSchema }
  properties: Record<string, JsonSchema>
}

export const ruleSchema: JsonSchema = embedded($defs.rule)
export const blueprintSchema: JsonSchema = embedded(document)

/** One object of a section of the blueprint. */
const itemOf = (section: string): JsonSchema =>
  embedded(document.properties[section].items as JsonSchema)

export const entitySchema = itemOf('entities')
export const partnerSchema = itemOf('partners')
export const supplierSchema = itemOf('suppliers')
export const tagSchema = itemOf('tags')
export const mailTemplateSchema = itemOf('mail_templates')
export const profileSchema = itemOf('profiles')
