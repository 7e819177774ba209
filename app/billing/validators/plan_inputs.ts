import vine from '@vinejs/vine'
import { line } from '#shared/list_query'

export const planChoice = vine.create({
  plan: line(64),
  at_once: vine.boolean().optional(),
})

export const endInput = vine.create({ ends: vine.boolean() })
export const archiveInput = vine.create({ archived: vine.boolean() })
export const openInput = vine.create({ account: line(64).optional() })

export const sellerInput = vine.create({
  enabled: vine.boolean(),
  default_plan: line(64).nullable(),
  invoices: vine.enum(['draft', 'finalize']),
  account: line(64).optional(),
})

export const paymentInput = vine.create({
  use: line(64),
  config: vine.record(vine.string().maxLength(500).nullable()).optional(),
})
