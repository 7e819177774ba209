/** How light a colour (`#rrggbb`) is to the eye, from 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

/** Contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOfTwo(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

/** Contrast of a colour with white paper. */
export const contrastWithWhite = (colour: string): number => contrastOfTwo(colour, '#ffffff')

/** Large text and lines need the one, small text the other (WCAG 2.2, 1.4.3 and 1.4.11). */
export const LEAST_CONTRAST = 3
export const GOOD_CONTRAST = 4.5
