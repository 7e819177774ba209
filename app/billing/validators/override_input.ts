import type { Problem } from '#shared/result'
import { object, oneOf, text } from '#shared/shape'
import type { Override } from '#billing/vies/override_vat_id'

const shape = object({
  status: oneOf(['valid', 'invalid', 'not_applicable']),
  reason: text({ max: 500 }),
})

export function parseOverride(body: unknown, problems: Problem[]): Override | null {
  const read = shape.parse(body, '', problems)
  return read && problems.length === 0 ? read : null
}
