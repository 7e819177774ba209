import type { HttpContext } from '@adonisjs/core/http'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { type PresentedBrand, presentBrand } from '#accounts/present_brand'
import type { Locale } from '#shared/locales'

/** The brand for a page and for the document it lies in, which is painted before any script runs. */
export async function sharePageBrand(ctx: HttpContext, locale: Locale): Promise<PresentedBrand> {
  const brand = presentBrand(await brandOfRequest(ctx), locale)
  ctx.view.share({ locale, brand })
  return brand
}
