import vine from '@vinejs/vine'
import { line, page } from '#shared/list_query'

const ACTIONS = ['skip', 'update', 'create', 'reject'] as const
const name = () => line(255).nullable().optional()

export const uploadQuery = vine.create({
  name: vine.string().maxLength(1_000).optional(),
  entity: vine.string().minLength(1).maxLength(64),
})

export const correctedQuery = vine.create({ name: vine.string().maxLength(1_000).optional() })

export const importsQuery = vine.create({ ...page })

export const previewQuery = vine.create({
  rows: vine.number().withoutDecimals().range([1, 50]).optional(),
})

export const settingsInput = vine.create({
  header: vine.boolean().optional(),
  mapping: vine.record(vine.string().maxLength(120).nullable()).optional(),
  formats: vine
    .record(
      vine.object({
        date: vine.enum(['dmy', 'mdy', 'ymd'] as const).optional(),
        decimal: vine.enum(['comma', 'point'] as const).optional(),
      })
    )
    .optional(),
  constants: vine.object({}).allowUnknownProperties().optional(),
  duplicate: vine.enum(ACTIONS).optional(),
  distribute: vine
    .union([
      vine.union.if(
        (value) => typeof value === 'object' && value !== null,
        vine.object({ profile: vine.string().maxLength(64) })
      ),
      vine.union.else(vine.boolean()),
    ])
    .optional(),
  stage: vine.string().maxLength(64).nullable().optional(),
  source: name(),
  test: vine.boolean().optional(),
  consent: vine
    .object({
      text: vine.string().maxLength(10_000),
      version: name(),
      at: vine.string().maxLength(64).nullable().optional(),
    })
    .nullable()
    .optional(),
})
