import { type OwnBrand, RADII } from '#accounts/app_brand'
import { type Ground, contrastOn, isReadable, nearestReadable } from '#accounts/brand_colours'
import { BRAND_FONTS } from '#accounts/brand'
import { GOOD_CONTRAST } from '#accounts/contrast'
import type { Locale } from '#shared/locales'
import { type Shape, bool, object, oneOf, optional, text } from '#shared/shape'

export const LOGIN_TEXT = 240

/** A brand as it is sent: pictures by their ids. */
export type BrandInput = Omit<OwnBrand, 'logo' | 'logo_dark' | 'icon'> &
  Partial<Record<'logo' | 'logo_dark' | 'icon', string>>

const colour = (ground: Ground) =>
  text({
    max: 7,
    rule: 'contrast',
    pattern: '^#[0-9a-fA-F]{6}$',
    check(value) {
      if (!/^#[0-9a-f]{6}$/i.test(value)) return 'must be a colour such as "#0f6e6c"'
      if (isReadable(value, ground)) return null
      const has = Math.floor(contrastOn(value, ground) * 10) / 10
      const grounds = ground === 'light' ? 'white' : 'dark pages'
      return `must have a contrast of at least ${GOOD_CONTRAST} : 1 with ${grounds}, but has ${has.toFixed(1)} : 1; the nearest that has is ${nearestReadable(value, ground)}`
    },
  })

const lower = (shape: Shape<string>): Shape<string> => ({
  ...shape,
  parse: (...given) => shape.parse(...given)?.toLowerCase(),
})

/** Of the web alone: what is pressed on a page of ours leads nowhere else. */
const link = () =>
  text({
    max: 500,
    rule: 'url',
    format: 'uri',
    check(value) {
      const url = URL.parse(value)
      const fits = url && ['http:', 'https:'].includes(url.protocol) && !url.username
      return fits ? null : 'must be an address such as "https://example.com/imprint"'
    },
  })

const mailbox = () =>
  text({
    max: 254,
    rule: 'email',
    format: 'email',
    check: (value) =>
      /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]+$/.test(value)
        ? null
        : 'must be an e-mail address',
  })

/** Names stand in heads of mails, in titles and in file names: one line, and nothing that moves words around. */
const name = (max: number) =>
  text({
    max,
    rule: 'line',
    check: (value) => (/\p{C}|\p{Zl}|\p{Zp}/u.test(value) ? 'must be one line of text' : null),
  })

const words = () => optional(text({ max: LOGIN_TEXT }))

const written = {
  name: optional(name(60)),
  color: optional(lower(colour('light'))),
  color_dark: optional(lower(colour('dark'))),
  radius: optional(oneOf(RADII)),
  font: optional(oneOf(BRAND_FONTS)),
  support_email: optional(mailbox()),
  support_url: optional(link()),
  imprint_url: optional(link()),
  privacy_url: optional(link()),
  terms_url: optional(link()),
  sender_name: optional(name(80)),
  reply_to: optional(mailbox()),
  login: optional(object({ en: words(), de: words() } satisfies Record<Locale, unknown>)),
  powered_by: optional(bool()),
}

/** What of it is text: a blueprint holds that, pictures are uploaded. */
export const brandTextShape: Shape<Omit<BrandInput, 'logo' | 'logo_dark' | 'icon'>> =
  object(written)

const picture = () => optional(text({ max: 64 }))
export const appBrandShape: Shape<BrandInput> = object({
  ...written,
  ...{ logo: picture(), logo_dark: picture(), icon: picture() },
})
