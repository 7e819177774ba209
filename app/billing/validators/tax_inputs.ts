import { currencyText, dayText } from '#shared/common_shapes'
import { isCountry } from '#shared/codes'
import { parseAmount } from '#shared/money'
import type { Problem } from '#shared/result'
import { type JsonSchema, type Shape, bool, object, oneOf, optional, text } from '#shared/shape'
import { normalVatId } from '#partners/vat_id'
import type { TaxFacts } from '#billing/tax/types'

/** A country; Northern Ireland and Greece also by the codes VAT has for them. */
const country = text({
  max: 2,
  rule: 'country',
  pattern: '^[A-Z]{2}$',
  check: (value) =>
    isCountry(value) || value === 'XI' || value === 'EL'
      ? null
      : 'must be an ISO 3166 country code such as "DE", or XI for Northern Ireland',
})

/** An empty text says as much as none. */
const mayBeEmpty = (inner: Shape<string>): Shape<string> & { optional: true } => ({
  schema: { ...inner.schema, minLength: 0 },
  optional: true,
  parse: (value, path, problems) =>
    typeof value === 'string' && value.trim() === '' ? '' : inner.parse(value, path, problems),
})

const vatId = mayBeEmpty(
  text({
    max: 40,
    rule: 'vat_id',
    check: (value) =>
      /^[A-Z0-9+*]{4,20}$/.test(normalVatId(value))
        ? null
        : 'must be a VAT id such as "DE136695976"',
  })
)
const shortText = (max: number) => mayBeEmpty(text({ max }))

const evidence: Shape<boolean> & { optional: true } = {
  schema: {
    description: 'What else shows that the buyer is a business; false and "" say nothing.',
  },
  optional: true,
  parse: (value) => Boolean(typeof value === 'string' ? value.trim() : value),
}

const amount: Shape<string> = {
  schema: { type: 'string', pattern: '^-?\\d{1,13}(\\.\\d+)?$' },
  parse(value, path, problems) {
    const written = typeof value === 'number' ? String(value) : value
    if (typeof written === 'string' && /^-?\d{1,13}(\.\d+)?$/.test(written.trim()))
      return written.trim()
    problems.push({
      field: path,
      rule: 'amount',
      message: 'must be a decimal amount such as "25.00"',
    })
    return undefined
  },
}

const supply = object({
  date: dayText(),
  kind: oneOf(['b2b_service', 'general_service', 'electronic_service']),
})

const buyer = object({
  country,
  postal_code: shortText(32),
  type: oneOf(['business', 'consumer']),
  vat_id: vatId,
  vat_id_status: optional(oneOf(['valid', 'invalid', 'absent', 'unavailable', 'not_applicable'])),
  other_business_evidence: evidence,
  exemption: optional(
    object({
      code: shortText(32),
      text: shortText(500),
      valid_from: optional(dayText()),
      valid_to: optional(dayText()),
    })
  ),
})

const shape = object({
  seller: object({
    country,
    postal_code: shortText(32),
    vat_status: oneOf(['registered', 'small_business', 'not_registered']),
    vat_id: vatId,
    tax_number: shortText(32),
    oss_registered: optional(bool()),
  }),
  buyer,
  supply,
  net: object({ amount, currency: currencyText() }),
})

export const taxPreviewSchema: JsonSchema = shape.schema

/** Reads the body of `POST /tax/preview`; adds to `problems` what is wrong with it. */
export function parseTaxPreview(body: unknown, problems: Problem[]): TaxFacts | null {
  const read = shape.parse(body, '', problems)
  if (!read || problems.length > 0) return null
  const { net, ...parties } = read
  const minor = parseAmount(net.amount, net.currency)
  if (!minor.ok) {
    problems.push({ field: 'net.amount', rule: 'amount', message: minor.problem })
    return null
  }
  return { ...parties, net: minor.value, currency: net.currency }
}

const explain = object({
  partner: optional(text({ max: 64 })),
  buyer: optional(buyer),
  supply,
})

/** What "explain this tax" asks: a partner by key, or a buyer as typed. */
export type ExplainInput = NonNullable<ReturnType<typeof explain.parse>>

export function parseExplain(body: unknown, problems: Problem[]): ExplainInput | null {
  const read = explain.parse(body, '', problems)
  if (read && !read.partner && !read.buyer)
    problems.push({ field: 'partner', rule: 'required', message: 'is required' })
  return read && problems.length === 0 ? read : null
}
