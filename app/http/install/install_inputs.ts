import vine from '@vinejs/vine'
import { line } from '#shared/list_query'

export const signUpInput = vine.create({ open: vine.boolean() })

export const ownerInput = vine.create({
  email: line(254).trim().toLowerCase().email(),
  owns: vine.boolean(),
})

export const agencyInput = vine.create({ agency: vine.boolean() })

export const findInput = vine.create({
  search: line(120).trim().optional(),
  page: vine.number().withoutDecimals().min(1).max(100_000).optional(),
})
