import vine from '@vinejs/vine'
import { KEY_PATTERN } from '#shared/common_shapes'
import { line, moment, page } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'
import { automationShape } from '#automations/parse_automation'
import { RUN_STATUSES } from '#automations/types'

const key = () => vine.string().regex(new RegExp(KEY_PATTERN))
const name = () => line(120).minLength(1)
const document = () => vine.object({}).allowUnknownProperties()
const base = () => vine.number().withoutDecimals().range([1, 2_000_000_000])

/** A new automation; without an entity it is about partners. */
export const newAutomationInput = vine.create({
  key: key(),
  name: name(),
  entity: line(64).minLength(1).nullable().optional(),
  document: document().optional(),
})

export const automationChangeInput = vine.create({
  name: name().optional(),
  document: document().optional(),
  base: base().optional(),
})

export const publishInput = vine.create({ base: base().optional() })
export const revertInput = vine.create({
  version: vine.number().withoutDecimals().range([1, 1_000_000]),
})
export const switchOffInput = vine.create({
  waiting: vine.enum(['cancel', 'continue'] as const),
})

/** With a document it is that one that is tried, else the draft. */
export const testInput = vine.create({
  lead: line(40).minLength(1),
  document: document().optional(),
})

export const runsQuery = vine.create({
  ...page,
  status: vine.enum(RUN_STATUSES).optional(),
  lead: line(40).optional(),
})

/** The same for people, who also ask by what it is about and by time. */
export const runsPageQuery = vine.create({
  ...page,
  status: vine.enum(RUN_STATUSES).optional(),
  subject: line(40).optional(),
  from: moment().optional(),
  to: moment().optional(),
})

/** Pages hold revisions as text. */
const revision = () => vine.string().regex(/^[1-9]\d{0,9}$/)
export const automationPatchInput = vine.create({
  name: name().optional(),
  document: document().optional(),
  base: revision().optional(),
})
export const publishPageInput = vine.create({ base: revision().optional() })

const side = () => vine.string().regex(/^(live|draft|[1-9]\d{0,5})$/)
export const comparedQuery = vine.create({ from: side().optional(), to: side().optional() })

export const retryInput = vine.create({ node: line(64).minLength(1).optional() })

const documentSchema: JsonSchema = {
  description: 'The graph, beginning at a trigger, and how often it may run.',
  ...automationShape.schema,
}
const withDocument = (schema: object): JsonSchema => {
  const { properties, ...rest } = schema as { properties: Record<string, JsonSchema> }
  return { ...rest, properties: { ...properties, document: documentSchema } }
}
const plain = (input: { toJSONSchema(): object }): JsonSchema => ({ ...input.toJSONSchema() })

export const newAutomationSchema = withDocument(newAutomationInput.toJSONSchema())
export const automationChangeSchema = withDocument(automationChangeInput.toJSONSchema())
export const testSchema = withDocument(testInput.toJSONSchema())
export const publishSchema = plain(publishInput)
export const revertSchema = plain(revertInput)
export const switchOffSchema = plain(switchOffInput)
export const retrySchema = plain(retryInput)
