/*
 * A brand as it is edited: a blank field is one that comes from the place above.
 */
import type { Brand, Picture } from './brand'
import { darkColour, nearestReadable } from '../app/accounts/brand_colours'

export const RADII = ['sharp', 'soft', 'round'] as const
export const TEXTS = ['name', 'sender_name', 'reply_to', 'support_email', 'support_url'] as const
export const LEGAL = ['imprint_url', 'privacy_url', 'terms_url'] as const
export const LOCALES = ['en', 'de'] as const

const BLANK = {
  ...{ name: '', logo: '', logo_dark: '', icon: '', color: '', color_dark: '' },
  ...{ radius: '', font: '', support_email: '', support_url: '' },
  ...{ imprint_url: '', privacy_url: '', terms_url: '', sender_name: '', reply_to: '' },
}
export type Field = keyof typeof BLANK
export type BrandForm = Record<Field, string> & {
  login: Record<(typeof LOCALES)[number], string>
  /** Blank: as the place above says. */
  powered_by: '' | 'yes' | 'no'
}

type Own = Partial<Record<Field, string>> & {
  login?: Partial<Record<string, string>>
  powered_by?: boolean
}

export const toForm = ({ login, powered_by: powered, ...own }: Own): BrandForm => ({
  ...BLANK,
  ...own,
  login: { en: login?.en ?? '', de: login?.de ?? '' },
  powered_by: powered === undefined ? '' : powered ? 'yes' : 'no',
})

/** As the server takes it: what was left blank is not said. */
export function sentBrand({ login, powered_by: powered, ...texts }: BrandForm): Own {
  const said = (of: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(of)
        .map(([key, text]) => [key, text.trim()])
        .filter(([, text]) => text)
    )
  const words = said(login)
  return {
    ...said(texts),
    ...(Object.keys(words).length > 0 && { login: words }),
    ...(powered && { powered_by: powered === 'yes' }),
  }
}

export interface Shown {
  name: string
  branded: boolean
  logo: Picture | null
  logoDark: Picture | null
  icons: Brand['icons']
  login: string | null
  sender: string
  poweredBy: string | null
  links: Brand['links']
  support: Brand['support']
  light: Record<string, string>
  dark: Record<string, string>
}

const RADIUS: Record<string, string> = { sharp: '2px', soft: '6px', round: '12px' }
const FAMILY: Record<string, string> = {
  inter: "'Inter Variable', system-ui, sans-serif",
  plex: "'IBM Plex Sans', 'Inter Variable', system-ui, sans-serif",
  serif: "'Source Serif 4', Georgia, serif",
}
const isColour = (text: string) => /^#[0-9a-f]{6}$/i.test(text)
const picture = (id: string): Picture | null =>
  id ? { url: `/brand/${id}.png`, width: 0, height: 0 } : null

/** What would be seen: what is typed, over what is above it; a colour nobody can read is shown as the nearest that can. */
export function shownBrand(
  form: BrandForm,
  above: Brand,
  locale: 'en' | 'de',
  poweredText: string
): Shown {
  const color = nearestReadable(isColour(form.color) ? form.color : above.color, 'light')
  const dark = isColour(form.color_dark)
    ? nearestReadable(form.color_dark, 'dark')
    : (isColour(form.color) ? null : above.colorDark) || darkColour(color)
  const own = form.name.trim()
  const branded = Boolean(own) || above.branded
  const shape = {
    '--brand': color,
    '--brand-contrast': '#ffffff',
    '--radius': RADIUS[form.radius || above.radius],
    '--font': FAMILY[form.font || above.font],
  }
  const name = own || above.name
  return {
    ...{ name, branded, sender: form.sender_name.trim() || above.sender || name },
    logo: picture(form.logo) ?? (own ? null : above.logo),
    logoDark: picture(form.logo_dark) ?? (own || form.logo ? null : above.logoDark),
    icons: form.icon
      ? { tab: `/brand/${form.icon}-32.png`, type: 'image/png', touch: null }
      : own
        ? { tab: letter(name, color), type: 'image/svg+xml', touch: null }
        : above.icons,
    login: form.login[locale].trim() || above.login,
    poweredBy:
      branded && (form.powered_by || (above.poweredBy ? 'yes' : 'no')) === 'yes'
        ? poweredText
        : null,
    links: {
      imprint: form.imprint_url || above.links.imprint,
      privacy: form.privacy_url || above.links.privacy,
      terms: form.terms_url || above.links.terms,
    },
    support: {
      email: form.support_email || above.support.email,
      url: form.support_url || above.support.url,
    },
    light: { ...shape, '--brand-text': color, '--ui-primary': color },
    dark: { ...shape, '--brand-text': dark, '--ui-primary': dark },
  }
}

function letter(name: string, color: string): string {
  const [sign = ''] = /[\p{L}\p{N}]/u.exec(name) ?? []
  return `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${color}"/><text x="16" y="22.500" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="600" font-size="19" fill="#fff">${sign.toUpperCase()}</text></svg>`
  )}`
}
