import { GOOD_CONTRAST, contrastOfTwo } from '#accounts/contrast'
import { fromOklch, toOklch } from '#accounts/oklch'

/**
 * What a brand's colour stands on. In the light white words stand on it as well, so white decides; in the dark it is the
 * colour of words and of what can be pressed, and dark words stand on it (resources/css/tokens.css).
 */
export const GROUNDS = {
  light: ['#ffffff'],
  dark: ['#0d1313', '#131b1b', '#1a2424', '#090e0e'],
} as const
export type Ground = keyof typeof GROUNDS

const STEP = 0.005
/** As light as what is derived for the dark is at least: less tires on a dark page. */
const LEAST_LIGHT = 0.76

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text)

/** The least contrast with what the colour stands on. */
export const contrastOn = (colour: string, ground: Ground): number =>
  Math.min(...GROUNDS[ground].map((one) => contrastOfTwo(colour, one)))

export const isReadable = (colour: string, ground: Ground): boolean =>
  contrastOn(colour, ground) >= GOOD_CONTRAST

/** The nearest colour of the same hue that can be read: itself where it can. */
export function nearestReadable(colour: string, ground: Ground): string {
  const { l, c, h } = toOklch(colour)
  const step = ground === 'light' ? -STEP : STEP
  let near = colour.toLowerCase()
  for (let i = 1; !isReadable(near, ground) && i <= 1 / STEP; i++)
    near = fromOklch({ l: l + i * step, c, h })
  return near
}

/** The colour in the dark where none was chosen: the same hue, as light as dark pages need. */
export function darkColour(colour: string): string {
  const { l, c, h } = toOklch(colour)
  return nearestReadable(fromOklch({ l: Math.max(l, LEAST_LIGHT), c, h }), 'dark')
}
