import type { HttpContext } from '@adonisjs/core/http'
import { LOCALES, type Locale, chooseLocale } from '#shared/locales'

/** The language to answer in: the person's choice, else the account's, else the browser's. */
export const localeOf = ({ team, portal, request }: HttpContext): Locale =>
  chooseLocale(
    team?.user.locale ?? portal?.user.locale,
    request.plainCookie('language'),
    team?.account.language ?? portal?.account.language,
    request.language([...LOCALES])
  )
