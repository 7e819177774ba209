import vine from '@vinejs/vine'
import { LOCALES } from '#shared/locales'

export const profileValidator = vine.create({
  name: vine.string().trim().maxLength(120).nullable().optional(),
  locale: vine.enum(LOCALES).nullable().optional(),
  time_format: vine.enum(['12h', '24h']).nullable().optional(),
})
