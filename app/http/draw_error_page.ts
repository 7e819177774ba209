import type { HttpContext } from '@adonisjs/core/http'
import { darkColour } from '#accounts/brand_colours'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { presentBrand } from '#accounts/present_brand'
import { ERROR_TEXTS } from '#http/error_texts'
import { localeOf } from '#http/locale_of'

interface Said {
  title: string
  text: string
  footnote: string | null
}

/** A page that says one thing, in the brand of whoever it is shown to, with the way back for them. */
export async function drawErrorPage(ctx: HttpContext, said: Said): Promise<string> {
  const locale = localeOf(ctx)
  const { home, portal } = ERROR_TEXTS[locale]
  // Whoever is of a partner has no overview to go to.
  const inPortal = /^\/portal(\/|$)/.test(ctx.request.url())
  const brand = presentBrand(await brandOfRequest(ctx), locale)
  return ctx.view.render('errors/page', {
    ...{ ...said, locale, brand, dark: brand.colorDark ?? darkColour(brand.color) },
    home: inPortal ? portal : home,
    href: inPortal ? '/portal' : '/',
  })
}
