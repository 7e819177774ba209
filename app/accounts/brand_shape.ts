import {
  BRAND_FONTS,
  type BrandForm,
  type BrandLook,
  type BrandTexts,
  LOGO_SIZES,
  PLAIN,
  SIDES,
} from '#accounts/brand'
import { PLACEHOLDERS, unknownPlaceholders } from '#accounts/brand_texts'
import { LEAST_CONTRAST, contrastWithWhite } from '#accounts/contrast'
import { DOCUMENT_LANGUAGES } from '#shared/locales'
import { type Shape, at, bool, list, object, oneOf, optional, text } from '#shared/shape'

export const FOOTER_COLUMNS = 3
export const FOOTER_LINES = 5
export const FOOTER_SIGNS = 60

const accent = () =>
  text({
    max: 7,
    rule: 'colour',
    pattern: '^#[0-9a-f]{6}$',
    check: (value) => (/^#[0-9a-f]{6}$/.test(value) ? null : 'must be a colour such as "#0f6e6c"'),
  })

const written = (max: number) =>
  text({
    max,
    rule: 'placeholder',
    check(value) {
      const [unknown] = unknownPlaceholders(value)
      if (unknown === undefined) return null
      const known = PLACEHOLDERS.map((name) => `{${name}}`).join(', ')
      return `has {${unknown}}, which stands for nothing; known are ${known}`
    },
  })

const free = { intro: optional(written(2000)), closing: optional(written(2000)) }
const paid = { ...free, payment: optional(written(300)) }

const texts: Shape<BrandTexts> = object({
  ...paid,
  credit_note: optional(object(free)),
  self_billing: optional(object(paid)),
  self_billing_credit_note: optional(object(free)),
})

/** A column may be empty: the others keep their place. */
const column: Shape<string> = {
  schema: { type: 'string', maxLength: FOOTER_LINES * (FOOTER_SIGNS + 1) },
  parse(value, path, problems) {
    const refuse = (rule: string, message: string) => {
      problems.push({ field: path, rule, message })
      return undefined
    }
    if (typeof value !== 'string') return refuse('string', 'must be text')
    const lines = value.trim().split(/\r?\n/)
    if (lines.length > FOOTER_LINES)
      return refuse(
        'footer_lines',
        `must have at most ${FOOTER_LINES} lines, but has ${lines.length}`
      )
    const long = lines.findIndex((line) => [...line].length > FOOTER_SIGNS)
    if (long >= 0)
      return refuse('footer_width', `line ${long + 1} must have at most ${FOOTER_SIGNS} characters`)
    return lines.map((line) => line.trim()).join('\n')
  },
}

const look = {
  accent: accent(),
  font: oneOf(BRAND_FONTS),
  logo_side: oneOf(SIDES),
  logo_size: oneOf(LOGO_SIZES),
  window: oneOf(SIDES),
  fold_marks: bool(),
  footer: list(column, { max: FOOTER_COLUMNS }),
  texts: object(
    Object.fromEntries(DOCUMENT_LANGUAGES.map((language) => [language, optional(texts)])) as Record<
      (typeof DOCUMENT_LANGUAGES)[number],
      Shape<BrandTexts> & { optional: true }
    >
  ),
}

/** A brand as it is sent to be saved. */
export const brandShape: Shape<BrandLook> = refuseFaint(
  object({ ...look, logo: optional(text({ max: 64 })) })
)

/** A brand as a blueprint says it: what it leaves out is as it is without a brand. */
export const brandFormShape: Shape<BrandForm> = withDefaults(
  refuseFaint(
    object({
      accent: optional(look.accent),
      font: optional(look.font),
      logo_side: optional(look.logo_side),
      logo_size: optional(look.logo_size),
      window: optional(look.window),
      fold_marks: optional(look.fold_marks),
      footer: optional(look.footer),
      texts: optional(look.texts),
    })
  )
)

function withDefaults(shape: Shape<Partial<BrandForm>>): Shape<BrandForm> {
  return {
    schema: shape.schema,
    parse(value, path, problems) {
      const read = shape.parse(value, path, problems)
      return read && { ...PLAIN, ...read }
    },
  }
}

function refuseFaint<T extends { accent?: string }>(shape: Shape<T>): Shape<T> {
  return {
    ...shape,
    parse(value, path, problems) {
      const read = shape.parse(value, path, problems)
      const contrast = read?.accent ? contrastWithWhite(read.accent) : LEAST_CONTRAST
      if (contrast >= LEAST_CONTRAST) return read
      const message = `must have a contrast of at least ${LEAST_CONTRAST} : 1 with white, but has ${contrast.toFixed(1)} : 1`
      problems.push({ field: at(path, 'accent'), rule: 'contrast', message })
      return read
    },
  }
}
