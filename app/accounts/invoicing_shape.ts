import { bicText, ibanText } from '#shared/bank_codes'
import { amountText, emailText } from '#shared/common_shapes'
import { DOCUMENT_LANGUAGES } from '#shared/locales'
import { type Shape, bool, integer, list, object, oneOf, optional, text } from '#shared/shape'
import type { Invoicing, InvoiceSchedule } from '#accounts/types'

export const MAX_REMINDERS = 5

/** The id of a document format, such as `ubl`; which there are is known where documents are made. */
export const formatText = () =>
  text({
    max: 64,
    rule: 'format',
    pattern: '^[a-z][a-z0-9_]*$',
    check: (value) =>
      /^[a-z][a-z0-9_]*$/.test(value) ? null : 'must be a document format such as "ubl"',
  })

/** `never` is for a partner whose account has a schedule. Days: of the next month (at most its last), or 1 is Monday. */
export const scheduleShape = <const E extends string>(every: readonly E[]) => {
  const shape = object({
    every: oneOf(every),
    day: optional(integer(1, 31)),
    then: optional(oneOf(['draft', 'finalize'])),
  })
  return {
    ...shape,
    parse(value, path, problems) {
      const read = shape.parse(value, path, problems)
      if (read?.every !== 'week' || (read.day ?? 1) <= 7) return read
      const message = 'must be a whole number from 1 (Monday) to 7'
      problems.push({ field: `${path}.day`, rule: 'integer', message })
      return undefined
    },
  } satisfies Shape<InvoiceSchedule<E>>
}

/** The texts of an account that stand on its invoices, and how these are made; fees are amounts of its currency. */
export const invoicingShape = (currency: string): Shape<Invoicing> => {
  const shape = object({
    legal_name: optional(text()),
    register_number: optional(text()),
    contact_name: optional(text()),
    email: optional(emailText()),
    phone: optional(text({ max: 40 })),
    website: optional(text()),
    iban: optional(ibanText()),
    bic: optional(bicText()),
    bank_name: optional(text()),
    account_name: optional(text()),
    payment_days: optional(integer(0, 365)),
    language: optional(oneOf(DOCUMENT_LANGUAGES)),
    intro: optional(text({ max: 2000 })),
    closing: optional(text({ max: 2000 })),
    schedule: optional(scheduleShape(['month', 'week'])),
    reminders: optional(
      list(
        object({
          days: integer(1, 365),
          fee: optional(amountText(currency)),
          text: optional(text({ max: 2000 })),
        }),
        { max: MAX_REMINDERS }
      )
    ),
    send_finalized: optional(bool()),
    attach_xml: optional(formatText()),
  })
  return {
    ...shape,
    parse(value, path, problems) {
      const read = shape.parse(value, path, problems)
      read?.reminders?.forEach(({ days }, i, all) => {
        if (i === 0 || days > all[i - 1].days) return
        const message = `must be more days than of the reminder before it, which has ${all[i - 1].days}`
        const field = `${path ? `${path}.` : ''}reminders[${i}].days`
        problems.push({ field, rule: 'order', message })
      })
      return read
    },
  }
}
