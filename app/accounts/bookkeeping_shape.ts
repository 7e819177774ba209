import { keyText } from '#shared/common_shapes'
import { type Shape, integer, list, object, oneOf, optional, text } from '#shared/shape'
import { type Bookkeeping, LEDGER_USES } from '#accounts/bookkeeping'

const digits = (least: number, most: number, what: string) =>
  text({
    max: most,
    rule: 'digits',
    pattern: `^\\d{${least},${most}}$`,
    check: (value) =>
      new RegExp(`^\\d{${least},${most}}$`).test(value) ? null : `must be ${what}`,
  })

const use = object({
  account: optional(digits(4, 8, 'an account of 4 to 8 digits')),
  key: optional(digits(4, 4, 'a tax key of 4 digits')),
})

/** How the books are kept, for exports. */
export const bookkeepingShape: Shape<Bookkeeping> = object({
  consultant: optional(integer(1001, 9_999_999)),
  client: optional(integer(1, 99_999)),
  chart: optional(oneOf(['skr03', 'skr04'])),
  account_length: optional(integer(4, 8)),
  year_begin: optional(
    text({
      max: 5,
      rule: 'date',
      pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
      check: (value) =>
        /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value) &&
        !Number.isNaN(Date.parse(`2023-${value}`)) &&
        new Date(`2023-${value}`).toISOString().slice(5, 10) === value
          ? null
          : 'must be a day of the year such as "01-01"',
    })
  ),
  accounts: optional(
    object(Object.fromEntries(LEDGER_USES.map((one) => [one, optional(use)])) as never) as Shape<
      NonNullable<Bookkeeping['accounts']>
    >
  ),
  numbers: optional(
    list(object({ party: keyText(), number: integer(10_000, 999_999_999) }), { max: 20_000 })
  ),
  ec_sales: optional(oneOf(['month', 'quarter'])),
})
