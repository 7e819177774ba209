import { OWN_NAME } from '#accounts/app_brand'
import { type Brand, type BrandFont, PLAIN_BRAND, type Side } from '#accounts/brand'
import { fillText } from '#accounts/brand_texts'
import type { Logo } from '#accounts/brands/logos'
import { kindTexts } from '#billing/documents/look/kind_texts'
import { documentValues } from '#billing/documents/look/text_values'
import type { TaxDocument } from '#sdk/document'

/** How one document looks: plain data, whatever thread prints it. Nothing in it takes part in an amount. */
export interface DocumentLook {
  /** Of the brand; 0: none. */
  version: number
  accent: string
  font: BrandFont
  /** A data URL, and its size on paper. */
  logo: { source: string; width: number; height: number } | null
  logoSide: Side
  window: Side
  foldMarks: boolean
  /** Lines of three columns; null: made of what is known of the issuer. */
  footer: string[][] | null
  /** The sentence on how it is paid; null: the one of the language. */
  payment: string | null
  /** What the product that makes it is called: stands in the file, not on paper. */
  product: string
  /** It is a sample: that is printed across every page. */
  sample: boolean
}

/** Largest width and height of a logo in mm. */
const SIZES = { small: [40, 12], medium: [58, 18], large: [80, 26] } as const

export function documentLook(
  brand: Brand,
  logo: Logo | null,
  document: TaxDocument,
  product: string,
  sample = false
): DocumentLook {
  const payment = kindTexts(brand, document.kind, document.language).payment
  const footer = brand.footer.map((column) => column.split('\n').filter(Boolean))
  return {
    version: brand.version,
    accent: brand.accent,
    font: brand.font,
    logo: logo && drawn(logo, SIZES[brand.logo_size]),
    logoSide: brand.logo_side,
    window: brand.window,
    foldMarks: brand.fold_marks,
    footer: footer.some((lines) => lines.length) ? footer : null,
    payment: payment ? fillText(payment, documentValues(document)) : null,
    product,
    sample,
  }
}

function drawn(logo: Logo, [most, tall]: readonly [number, number]) {
  const scale = Math.min(most / logo.width, tall / logo.height)
  const mm = (size: number) => Math.round(size * scale * 100) / 100
  return {
    source: `data:${logo.media_type};base64,${logo.bytes.toString('base64')}`,
    ...{ width: mm(logo.width), height: mm(logo.height) },
  }
}

export const PLAIN_LOOK: DocumentLook = {
  ...{ version: 0, accent: PLAIN_BRAND.accent, font: PLAIN_BRAND.font, logo: null },
  ...{ logoSide: 'left', window: 'left', foldMarks: true, footer: null, payment: null },
  ...{ product: OWN_NAME, sample: false },
}
