import { amountText, countryText, dayText, emailText, keyText } from '#shared/common_shapes'
import type { Problem } from '#shared/result'
import { type Shape, at, bool, integer, list, object, oneOf, optional, text } from '#shared/shape'
import { DOCUMENT_LANGUAGES, type DocumentLanguage } from '#shared/locales'
import { refuseMalformedVatId } from '#shared/vat_id_shape'
import type { SelfBilling, SupplierBilling, SupplierTerms } from '#suppliers/types'

const billing = refuseMalformedVatId(
  object({
    legal_name: optional(text()),
    street: optional(text()),
    postal_code: optional(text({ max: 32 })),
    city: optional(text()),
    country: optional(countryText()),
    vat_status: optional(oneOf(['registered', 'small_business', 'not_registered'])),
    vat_id: optional(text({ max: 32 })),
    tax_number: optional(text({ max: 32 })),
    register_number: optional(text({ max: 64 })),
    email: optional(emailText()),
    iban: optional(text({ max: 42 })),
    bic: optional(text({ max: 11 })),
    bank_name: optional(text()),
    account_name: optional(text()),
    payment_days: optional(integer(0, 365)),
  })
)

const percent = () =>
  text({
    max: 6,
    rule: 'percent',
    pattern: '^\\d{1,3}(\\.\\d{1,2})?$',
    check: (value) =>
      /^\d{1,3}(\.\d{1,2})?$/.test(value) && Number(value) > 0 && Number(value) <= 100
        ? null
        : 'must be a percentage such as "40" or "12.5", above 0 and at most 100',
  })

const termsShape = (currency: string): Shape<SupplierTerms> =>
  object({
    valid_from: dayText(),
    received: optional(amountText(currency)),
    accepted: optional(amountText(currency)),
    sold: optional(amountText(currency)),
    revenue_percent: optional(percent()),
    keeps_returned: optional(bool()),
  })

/** What invoices and credit notes of the account itself are numbered with. */
const TAKEN_PREFIXES = new Set(['INV', 'CN'])

const selfBilling = object({
  agreed_on: optional(dayText()),
  until: optional(dayText()),
  reference: optional(text({ max: 200 })),
  number_prefix: optional(
    text({
      max: 12,
      rule: 'prefix',
      pattern: '^[A-Z][A-Z0-9]{0,11}$',
      check: (value) =>
        !/^[A-Z][A-Z0-9]{0,11}$/.test(value)
          ? 'must be capital letters and digits that begin with a letter, such as "SUN"'
          : TAKEN_PREFIXES.has(value)
            ? 'is what the account numbers its own documents with'
            : null,
    })
  ),
})

/** A supplier as the blueprint writes it. */
export interface SupplierInput {
  key: string
  /** The key, where there is none. */
  name?: string
  email?: string
  language?: DocumentLanguage
  sources?: string[]
  terms?: SupplierTerms[]
  billing?: SupplierBilling
  self_billing?: SelfBilling
}

/** Terms begin on different days and come oldest first; a source stands once. */
export function supplierShape(currency: string): Shape<SupplierInput> {
  const shape = object({
    key: keyText(),
    name: optional(text()),
    email: optional(emailText()),
    language: optional(oneOf(DOCUMENT_LANGUAGES)),
    sources: optional(list(text(), { max: 200 })),
    terms: optional(list(termsShape(currency), { max: 200 })),
    billing: optional(billing),
    self_billing: optional(selfBilling),
  })
  return {
    ...shape,
    parse(value, path, problems) {
      const read = shape.parse(value, path, problems)
      if (!read) return undefined
      const twice = (
        where: string,
        values: readonly string[],
        field: (i: number) => string,
        word: string
      ) =>
        values.forEach((one, i) => {
          if (values.indexOf(one) !== i)
            problems.push({
              field: field(i),
              rule: 'unique',
              message: `"${one}" stands in ${where} twice: ${word}`,
            })
        })
      const { sources = [], terms = [] } = read
      twice('sources', sources, (i) => at(at(path, 'sources'), i), 'once is enough')
      twice(
        'terms',
        terms.map(({ valid_from: day }) => day),
        (i) => at(at(at(path, 'terms'), i), 'valid_from'),
        'terms begin on different days'
      )
      const { agreed_on: from, until } = read.self_billing ?? {}
      if (from && until && until < from)
        problems.push({
          field: at(at(path, 'self_billing'), 'until'),
          rule: 'period',
          message: 'must not be before agreed_on',
        })
      if (terms.length)
        read.terms = terms.toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1))
      return read
    },
  }
}

/** Reads a supplier; amounts are of the account's currency. Adds to `problems` what is wrong with it. */
export const parseSupplier = (
  value: unknown,
  path: string,
  currency: string,
  problems: Problem[]
): SupplierInput | undefined => supplierShape(currency).parse(value, path, problems)
