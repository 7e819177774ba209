import { type AppBrand, type BrandPicture, poweredByText } from '#accounts/app_brand'
import { brandCss } from '#accounts/brand_css'
import type { Locale } from '#shared/locales'

const fileOf = (picture: BrandPicture | undefined, size?: number) =>
  picture ? `/brand/${picture.id}${size ? `-${size}` : ''}.png` : null

const shown = (picture: BrandPicture | undefined) =>
  picture ? { url: fileOf(picture)!, width: picture.width, height: picture.height } : null

/** The brand as pages get it, in the language of the reader. */
export const presentBrand = (brand: AppBrand, locale: Locale) => ({
  name: brand.name,
  branded: brand.branded,
  logo: shown(brand.logo),
  logoDark: shown(brand.logo_dark),
  icons: iconsOf(brand),
  color: brand.color,
  colorDark: brand.color_dark ?? null,
  radius: brand.radius,
  font: brand.font,
  css: brandCss(brand),
  support: { email: brand.support_email ?? null, url: brand.support_url ?? null },
  links: {
    imprint: brand.imprint_url ?? null,
    privacy: brand.privacy_url ?? null,
    terms: brand.terms_url ?? null,
  },
  sender: brand.sender_name ?? null,
  replyTo: brand.reply_to ?? null,
  login: brand.login[locale] ?? Object.values(brand.login)[0] ?? null,
  poweredBy: poweredByText(brand),
})
export type PresentedBrand = ReturnType<typeof presentBrand>

/** Of tabs, phones and what is installed: what was uploaded, else the product's own mark, else the first letter. */
export function iconsOf(brand: AppBrand): { tab: string; type: string; touch: string | null } {
  if (brand.icon)
    return { tab: fileOf(brand.icon, 32)!, type: 'image/png', touch: fileOf(brand.icon, 180) }
  const own = brand.branded ? letterIcon(brand.name, brand.color) : '/mark.svg'
  return { tab: own, type: 'image/svg+xml', touch: null }
}

/** The first letter of the name on the colour: for who has no icon. */
export function letterIcon(name: string, color: string): string {
  const [letter = ''] = /[\p{L}\p{N}]/u.exec(name) ?? []
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${color}"/>` +
    `<text x="16" y="22.500" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="600" font-size="19" fill="#fff">${letter.toUpperCase()}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** What a browser needs to know to install it (W3C, "Web Application Manifest"). */
export const manifestOf = (brand: AppBrand) => ({
  name: brand.name,
  short_name: brand.name,
  start_url: '/',
  display: 'standalone',
  theme_color: brand.color,
  background_color: '#ffffff',
  icons: brand.icon
    ? [192, 512].map((size) => ({
        ...{ src: fileOf(brand.icon, size), sizes: `${size}x${size}`, type: 'image/png' },
      }))
    : brand.branded
      ? []
      : [{ src: '/mark.svg', sizes: 'any', type: 'image/svg+xml' }],
})
