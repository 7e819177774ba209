import vine from '@vinejs/vine'
import { line } from '#shared/list_query'
import { LOCALES } from '#shared/locales'

/** Which codes there are is checked with the account itself. */
const account = {
  company: line(120).trim().minLength(1),
  country: line(2).trim(),
  currency: line(3).trim(),
  time_zone: line(64).trim(),
  language: vine.enum(LOCALES),
}

/** `website` is shown to nobody: who fills it in is a program. */
export const signUpInput = vine.create({
  ...account,
  name: line(120).trim().minLength(1),
  email: line(254).trim().toLowerCase().email(),
  password: vine.string().maxLength(1024),
  website: vine.string().maxLength(500).optional(),
})

export const confirmInput = vine.create({ password: vine.string().maxLength(1024).optional() })

export const openAccountInput = vine.create(account)
