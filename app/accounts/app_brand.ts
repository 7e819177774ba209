import type { BrandFont } from '#accounts/brand'
import type { Locale } from '#shared/locales'

/** What an install that nobody gave a brand is called. The only place that says it. */
export const OWN_NAME = 'Sluice'
const OWN_COLOR = '#0f6e6c'

export const RADII = ['sharp', 'soft', 'round'] as const
export type Radius = (typeof RADII)[number]

/** A picture that was uploaded, by the name of its content; sizes in px. */
export interface BrandPicture {
  id: string
  width: number
  height: number
}

/** Where readers find who is answerable and what they agree to. */
export const LEGAL_LINKS = ['imprint_url', 'privacy_url', 'terms_url'] as const
export type LegalLinks = Partial<Record<(typeof LEGAL_LINKS)[number], string>>

/** The brand of the product as people see it, as one place has set it. What is absent comes from the place above it. */
export interface OwnBrand extends LegalLinks {
  name?: string
  logo?: BrandPicture
  /** For dark pages; without it the other one is shown there too. */
  logo_dark?: BrandPicture
  /** Square: of windows, tabs and home screens. */
  icon?: BrandPicture
  /** `#rrggbb`. */
  color?: string
  /** On dark pages; without it made of the other. */
  color_dark?: string
  radius?: Radius
  font?: BrandFont
  support_email?: string
  support_url?: string
  /** Who mails of the product are from. */
  sender_name?: string
  reply_to?: string
  /** Beside the login, in the language of the reader. */
  login?: Partial<Record<Locale, string>>
  /** Says whose software it is. Off unless switched on. */
  powered_by?: boolean
}

/** The brand as it is shown: nothing is missing. */
export interface AppBrand extends Omit<OwnBrand, 'powered_by' | 'login'> {
  name: string
  color: string
  radius: Radius
  font: BrandFont
  login: Partial<Record<Locale, string>>
  /** Somebody gave it a name: then nothing says whose software it is, unless `poweredBy`. */
  branded: boolean
  poweredBy: boolean
}

/** What goes together: a picture shows a name, the second of two goes with the first. */
const WITH = {
  name: ['logo', 'logo_dark', 'icon'],
  logo: ['logo_dark'],
  color: ['color_dark'],
} as const satisfies Partial<Record<keyof OwnBrand, readonly (keyof OwnBrand)[]>>

/**
 * Whose brand applies: the account's own, else its agency's, else the install's, else the product's. `places` begin with
 * the nearest. Who has a name of its own gets no picture of another's.
 */
export function mergeBrand(places: readonly OwnBrand[]): AppBrand {
  const merged = places.reduceRight<OwnBrand>((above, { login, ...own }) => {
    const kept: OwnBrand = { ...above }
    for (const [first, rest] of Object.entries(WITH))
      if (own[first as keyof typeof WITH] !== undefined) for (const key of rest) delete kept[key]
    const texts = { ...above.login, ...login }
    return { ...kept, ...own, ...(Object.keys(texts).length > 0 && { login: texts }) }
  }, {})
  const { powered_by: poweredBy, login = {}, ...rest } = merged
  const branded = merged.name !== undefined
  return {
    ...{ name: OWN_NAME, color: OWN_COLOR, radius: 'soft', font: 'inter' },
    ...rest,
    ...{ login, branded, poweredBy: branded && (poweredBy ?? false) },
  }
}

export const PLAIN_APP_BRAND: AppBrand = mergeBrand([])

/** What names the software itself, where that is wished. */
export const poweredByText = ({ poweredBy }: AppBrand): string | null =>
  poweredBy ? `Powered by ${OWN_NAME}` : null
