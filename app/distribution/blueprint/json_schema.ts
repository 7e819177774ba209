import { accountShape } from '#accounts/account_shape'
import { automationFormShape } from '#distribution/blueprint/automation_form'
import { MAX_OBJECTS, type TOP_KEYS } from '#distribution/blueprint/parse_blueprint'
import { mailTemplateShape } from '#crm/mail_templates/parse_mail_template'
import { tagShape } from '#crm/tags/parse_tag'
import { entityShape } from '#entities/parse_entity'
import { partnerShape } from '#partners/parse_partner'
import { profileShape } from '#routing/profile_shape'
import { supplierShape } from '#suppliers/parse_supplier'
import { OPERATORS } from '#sdk/rule_shape'
import type { JsonSchema } from '#shared/shape'

const ref = { $ref: '#/$defs/rule' }
const group = (word: string, of: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { [word]: of },
  required: [word],
  additionalProperties: false,
})

const rule: JsonSchema = {
  anyOf: [
    group('all', { type: 'array', items: ref }),
    group('any', { type: 'array', items: ref, minItems: 1 }),
    group('not', ref),
    {
      type: 'object',
      properties: { field: { type: 'string' }, operator: { enum: [...OPERATORS] }, value: {} },
      required: ['field', 'operator'],
      additionalProperties: false,
    },
  ],
}

/**
 * The JSON Schema of a blueprint, for editors: drawn from the shapes that read it. Configs of plugins are open in it,
 * since every install has its own.
 */
export function blueprintJsonSchema(): JsonSchema {
  const section = (of: JsonSchema, maxItems: number) => ({ type: 'array', items: of, maxItems })
  const properties: Record<(typeof TOP_KEYS)[number], JsonSchema> = {
    sluice: { const: 1, description: 'Version of the blueprint format.' },
    prune: { type: 'boolean', description: 'Delete what this file does not name.' },
    account: accountShape('EUR').schema,
    entities: section(entityShape.schema, MAX_OBJECTS.entities),
    partners: section(partnerShape('EUR').schema, MAX_OBJECTS.partners),
    suppliers: section(supplierShape('EUR').schema, MAX_OBJECTS.suppliers),
    tags: section(tagShape.schema, MAX_OBJECTS.tags),
    profiles: section(profileShape('EUR').schema, MAX_OBJECTS.profiles),
    mail_templates: section(mailTemplateShape.schema, MAX_OBJECTS.mail_templates),
    automations: section(automationFormShape.schema, MAX_OBJECTS.automations),
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Blueprint',
    type: 'object',
    properties,
    required: ['sluice'],
    additionalProperties: false,
    $defs: { rule },
  }
}
