import type { Account } from '#accounts/types'
import type { DocumentLanguage } from '#shared/locales'

/** Fonts that come with the product; no document asks anybody else for one. */
export const BRAND_FONTS = ['inter', 'plex', 'serif'] as const
export type BrandFont = (typeof BRAND_FONTS)[number]

export const SIDES = ['left', 'right'] as const
export type Side = (typeof SIDES)[number]

export const LOGO_SIZES = ['small', 'medium', 'large'] as const
export type LogoSize = (typeof LOGO_SIZES)[number]

export interface FreeTexts {
  /** Above the lines. */
  intro?: string
  /** Below the sums. */
  closing?: string
}

/** With how and until when it is paid. */
export interface PaidTexts extends FreeTexts {
  payment?: string
}

/**
 * Texts in one language, of invoices and, by their kind, of what is none; `{name}` stands for a value of the document.
 * Absent: what stands there without a brand.
 */
export interface BrandTexts extends PaidTexts {
  credit_note?: FreeTexts
  self_billing?: PaidTexts
  self_billing_credit_note?: FreeTexts
}

/** How an account's documents look. */
export interface BrandLook {
  /** `#rrggbb`. */
  accent: string
  font: BrandFont
  /** Id of an uploaded logo. */
  logo?: string
  logo_side: Side
  logo_size: LogoSize
  /** Where the window of the envelope is. */
  window: Side
  fold_marks: boolean
  /** Up to three columns; empty: made of what is known of the issuer. */
  footer: string[]
  texts: Partial<Record<DocumentLanguage, BrandTexts>>
}

/** A look as a blueprint holds it: the picture of a logo is uploaded, no text. */
export type BrandForm = Omit<BrandLook, 'logo'>

/** A look with the number it was saved under; 0: nothing was saved yet. */
export interface Brand extends BrandLook {
  version: number
  /** The account whose version it is, where it was inherited. */
  of?: string
}

export const PLAIN: BrandLook = {
  ...{ accent: '#0f6e6c', font: 'inter', logo_side: 'left', logo_size: 'medium' },
  ...{ window: 'left', fold_marks: true, footer: [], texts: {} },
}
/** Without what a blueprint does not hold. */
export function brandForm({ version: _, logo: __, of: ___, ...form }: Brand): BrandForm {
  return form
}

export const PLAIN_BRAND: Brand = { version: 0, ...PLAIN }

/**
 * The brand an account's documents carry: its own, else its agency's. The only place that says whose look applies; the
 * issuer is the account either way.
 */
export const brandOf = (account: Pick<Account, 'brand' | 'houseBrand'>): Brand =>
  account.brand ?? account.houseBrand ?? PLAIN_BRAND

/** What a document remembers of how it looked: the version, and whose where it was inherited. */
export function brandMark(account: Pick<Account, 'brand' | 'houseBrand'>) {
  const { version, of } = brandOf(account)
  return { brand_version: version || null, brand_account_id: (version && of) || null }
}
