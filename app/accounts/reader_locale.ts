import type { HttpContext } from '@adonisjs/core/http'
import { LOCALES, type Locale, chooseLocale } from '#shared/locales'

interface Reader {
  user: { locale: Locale | null }
  account: { language?: string | null }
}

/** The language somebody reads in: what they chose, else what their browser was told here, the account's, the browser's. */
export const readerLocale = (request: HttpContext['request'], reader?: Reader): Locale =>
  chooseLocale(
    reader?.user.locale,
    request.plainCookie('language'),
    reader?.account.language,
    request.language([...LOCALES])
  )
