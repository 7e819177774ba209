/** Contrast of a colour (`#rrggbb`) with white paper, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05)
}

/** Large text and lines need the one, small text the other (WCAG 2.2, 1.4.3 and 1.4.11). */
export const LEAST_CONTRAST = 3
export const GOOD_CONTRAST = 4.5
