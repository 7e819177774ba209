import type { HttpContext } from '@adonisjs/core/http'
import type { HttpError, StatusPageRange, StatusPageRenderer } from '@adonisjs/core/types/http'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { presentBrand } from '#accounts/present_brand'
import { darkColour } from '#accounts/brand_colours'
import { HttpProblem } from '#shared/http_problem'
import { ERROR_TEXTS } from '#http/error_texts'
import { localeOf } from '#http/locale_of'

type Name = 'expired' | 'role' | 'limited' | 'missing' | 'malformed' | 'fault'

const page =
  (choose: (error: HttpError) => Name): StatusPageRenderer =>
  async (error: HttpError, ctx: HttpContext) => {
    const locale = localeOf(ctx)
    const { home, portal, quote, ...texts } = ERROR_TEXTS[locale]
    // Whoever is of a partner has no overview to go to.
    const inPortal = /^\/portal(\/|$)/.test(ctx.request.url())
    const id = ctx.request.id()
    const brand = presentBrand(await brandOfRequest(ctx), locale)
    return ctx.view.render('errors/page', {
      ...texts[choose(error)],
      locale,
      brand,
      dark: brand.colorDark ?? darkColour(brand.color),
      home: inPortal ? portal : home,
      href: inPortal ? '/portal' : '/',
      footnote: id ? quote(error.status, id) : null,
    })
  }

const malformed = page(() => 'malformed')

/**
 * What a person sees when a page fails. Plain HTML with its own styles: it must stand when the pages' bundle, the
 * session or the database is what failed.
 */
export const errorPages: Record<StatusPageRange, StatusPageRenderer> = {
  '403': page((error) => {
    if (!(error instanceof HttpProblem)) return 'expired'
    return error.extras.members?.reason === 'limited' ? 'limited' : 'role'
  }),
  '404': page(() => 'missing'),
  '400..402': malformed,
  '405..499': malformed,
  '500..599': page(() => 'fault'),
}
