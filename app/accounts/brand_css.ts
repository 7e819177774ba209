import type { AppBrand } from '#accounts/app_brand'
import { darkColour } from '#accounts/brand_colours'

const RADIUS = { sharp: '2px', soft: '6px', round: '12px' } as const
/** Families of the bundle (resources/css/brand_fonts.css). */
const FAMILY = {
  inter: "'Inter Variable', system-ui, sans-serif",
  plex: "'IBM Plex Sans', 'Inter Variable', system-ui, sans-serif",
  serif: "'Source Serif 4', Georgia, serif",
} as const

type Styled = Pick<AppBrand, 'color' | 'color_dark' | 'radius' | 'font'>

/** The brand's values for the tokens of the pages (resources/css/tokens.css), light and dark. */
export const brandVariables = ({ color, color_dark: dark, radius, font }: Styled) => ({
  light: { '--brand': color, '--radius': RADIUS[radius], '--font': FAMILY[font] },
  dark: { '--brand-text': dark ?? darkColour(color) },
})

const declared = (of: Record<string, string>) =>
  Object.entries(of)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')

/**
 * As a style sheet. Every value is one of ours or a colour that was read as one: nothing in it was written by anybody as
 * CSS. More particular than the tokens, so that it counts wherever it stands.
 */
export function brandCss(brand: Styled): string {
  const { light, dark } = brandVariables(brand)
  return `html:root{${declared(light)}}html.dark{${declared(dark)}}`
}
