import type { HttpContext } from '@adonisjs/core/http'
import { LOCALES, type Locale, chooseLocale } from '#shared/locales'
import { wantsJson } from '#shared/in_place'

/** "Misdirected Request": the right server was asked for a name it does not serve. */
export const STRANGER_STATUS = 421

const WORDS: Record<Locale, Record<400 | 404 | 421, [title: string, text: string]>> = {
  en: {
    400: ['This did not work', 'The address is malformed.'],
    404: ['There is nothing here', 'The address is wrong, or what was here is gone.'],
    421: ['There is nothing here', 'This address is not set up on this server.'],
  },
  de: {
    400: ['Das hat nicht geklappt', 'Die Adresse ist fehlerhaft.'],
    404: ['Hier ist nichts', 'Die Adresse stimmt nicht, oder was hier war, gibt es nicht mehr.'],
    421: ['Hier ist nichts', 'Diese Adresse ist auf diesem Server nicht eingerichtet.'],
  },
}

/** An answer that names nobody: neither an account nor what runs here. */
export function sayNothing({ request, response }: HttpContext, status: 400 | 404 | 421) {
  const locale = chooseLocale(request.language([...LOCALES]))
  const [title, text] = WORDS[locale][status]
  response.status(status)
  response.header('cache-control', 'no-store')
  response.header('x-content-type-options', 'nosniff')
  if (wantsJson(request)) {
    response.header('content-type', 'application/problem+json')
    return response.send({ type: 'about:blank', title, status, detail: text })
  }
  response.header('content-type', 'text/html; charset=utf-8')
  response.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  return response.send(
    `<!DOCTYPE html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><style>body{margin:0;min-height:100vh;display:grid;place-items:center;font:14px/1.5 system-ui,sans-serif}main{max-width:26rem;padding:2rem}h1{margin:0 0 4px;font-size:20px}p{margin:0}</style></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`
  )
}
