import type { HttpContext } from '@adonisjs/core/http'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { presentBrand } from '#accounts/present_brand'
import { drawHelpPage } from '#help/draw_help_page'
import { helpCentre } from '#help/help_centre'
import type { PresentedGuide, Reader } from '#help/present_help'
import { HELP_WORDS } from '#help/words'
import { askHelp } from '#http/help/help_reader'
import { isLocale } from '#shared/locales'

interface Shown {
  guide?: PresentedGuide
  missing?: boolean
}

/**
 * The help centre as a page of its own: no script is needed to read it, and it says nothing of who asked. It is kept by
 * the reader's browser and asked for anew by its tag, since the language and the brand lie in the request.
 */
export async function sendHelpPage(ctx: HttpContext, reader: Reader, { guide, missing }: Shown) {
  const { request, response } = ctx
  const { base, locale } = reader
  // A page of the app that leads here loads it whole.
  if (request.header('x-inertia')) return ctx.inertia.location(request.url(true))
  const words = HELP_WORDS[locale]
  const path = request.url()
  const wanted = request.qs().lang
  const asked = guide ? null : askHelp(request.input('q'), reader)
  const query = asked?.query ? `&q=${encodeURIComponent(asked.query)}` : ''
  // Chosen by a link: remembered as the menu of the app does, and gone from the address.
  if (isLocale(wanted)) {
    response.plainCookie('language', wanted, { maxAge: '1y' })
    return response.redirect().toPath(query ? `${path}?${query.slice(1)}` : path)
  }
  const look = await brandOfRequest(ctx)
  const lang = locale === 'de' ? 'en' : 'de'
  const { html, policy } = await drawHelpPage({
    ...{ locale, base, look, brand: presentBrand(look, locale) },
    groups: helpCentre().groups(reader),
    guide: guide ?? null,
    screens: (ctx.portal && guide?.screens) || [],
    missing: missing ?? false,
    ...{ query: asked?.query ?? '', found: asked?.guides ?? [], said: asked?.said ?? '' },
    other: { lang, href: `${path}?lang=${lang}${query}` },
    home: homeOf(ctx, base, words),
  })
  response.status(missing ? 404 : 200)
  response.header('content-type', 'text/html; charset=utf-8')
  response.header('content-security-policy', policy)
  response.header('cache-control', 'private, no-cache')
  response.header('vary', 'accept-language, cookie, x-inertia')
  return response.send(html, true)
}

function homeOf(ctx: HttpContext, base: string, words: (typeof HELP_WORDS)['en']) {
  if (!base) return { href: '/login', text: words.signIn }
  return ctx.portal
    ? { href: '/portal/leads', text: words.portal }
    : { href: '/portal/login', text: words.signIn }
}
