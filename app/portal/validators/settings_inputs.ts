import vine from '@vinejs/vine'
import { line } from '#shared/list_query'
import { WAYS } from '#portal/notices/kinds'

const address = () => vine.string().trim().toLowerCase().maxLength(254).email()
const key = () => line(64)

export const contactsInput = vine.create({
  email: address().nullable().optional(),
  documents: address().nullable().optional(),
})

export const testInput = vine.create({ profile: key(), assignment: key() })

export const wishInput = vine.create({
  profile: key(),
  assignment: key(),
  kind: vine.enum(['price', 'filter'] as const),
  wish: vine.string().trim().minLength(1).maxLength(1_000),
  note: vine.string().trim().maxLength(1_000).nullable().optional(),
})

export const answerInput = vine.create({
  approve: vine.boolean({ strict: true }),
  answer: line(500).nullable().optional(),
})

const way = () => vine.enum(WAYS).optional()

export const preferencesInput = vine.create({
  ...{ waiting: way(), invoice: way(), return: way(), wish: way(), balance: way() },
  deadline: vine.enum(['now', 'off'] as const).optional(),
})
