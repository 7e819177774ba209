import vine from '@vinejs/vine'
import { LOCALES } from '#shared/locales'

export const languageValidator = vine.create({ language: vine.enum(LOCALES) })
