import type { HttpContext } from '@adonisjs/core/http'
import { readerLocale } from '#accounts/reader_locale'
import type { Locale } from '#shared/locales'

/** The language to answer in. */
export const localeOf = ({ team, portal, request }: HttpContext): Locale =>
  readerLocale(request, team ?? portal)
