import { darkColour, isColour, nearestReadable } from '#accounts/brand_colours'
import { appBrandAnyhow } from '#accounts/brands/app_brands'
import { brandVariables } from '#accounts/brand_css'
import { type PresentedBrand, presentBrand } from '#accounts/present_brand'
import type { SiteForm } from '#capture/hosted/site_form'

/** How a form looks: its account's brand, in the colour the form chose where it did. Every value is one of ours. */
export async function lookOf({ account, document }: SiteForm) {
  const app = await appBrandAnyhow(account.id)
  const brand: PresentedBrand = presentBrand(app, document.language)
  const own = document.look?.accent
  const accent = own && isColour(own) ? nearestReadable(own, 'light') : brand.color
  const dark = own ? darkColour(accent) : (brand.colorDark ?? darkColour(accent))
  const variables = brandVariables({ ...app, color: accent }).light
  return {
    // Who it is filled in for is the account; what it runs on nobody needs to know.
    name: brand.branded ? brand.name : account.name,
    logo: document.look?.show_logo === false ? null : brand.logo,
    logoDark: document.look?.show_logo === false ? null : brand.logoDark,
    icon: brand.branded ? brand.icons : null,
    links: brand.links,
    poweredBy: brand.poweredBy,
    background: document.look?.background ?? 'page',
    accent,
    dark,
    radius: variables['--radius'],
    font: variables['--font'],
  }
}
export type HostedLook = Awaited<ReturnType<typeof lookOf>>
