import {
  type Shape,
  bool,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  text,
} from '#shared/shape'
import type { AssignmentReturns, PartnerReturns } from '#partners/types'

const MAX_REASONS = 100
const days = () => integer(0, 365)
const reasons = () => list(text({ max: 64 }), { max: MAX_REASONS })
const evidence = () => oneOf(['required', 'optional'])
const approval = () => oneOf(['manual', 'automatic'])

/** The terms on which a partner may give leads back. */
export function returnsShape(): Shape<PartnerReturns> {
  const terms = object({
    days: days(),
    reasons: optional(reasons()),
    limit_count: optional(integer(0, 1_000_000)),
    limit_percent: optional(number(0, 100)),
    beyond_limit: optional(oneOf(['refuse', 'wait'])),
    evidence: optional(evidence()),
    approval: optional(approval()),
    automatic_reasons: optional(reasons()),
    restores_cap: optional(bool()),
    decide_days: optional(integer(1, 365)),
  })
  return {
    schema: terms.schema,
    parse(value, path, problems) {
      const read = terms.parse(value, path, problems)
      read?.automatic_reasons?.forEach((reason, i) => {
        if (read.reasons?.length && !read.reasons.includes(reason))
          problems.push({
            field: `${path}.automatic_reasons[${i}]`,
            rule: 'exists',
            message: `"${reason}" is not among the reasons`,
          })
      })
      return read
    },
  }
}

/** What an assignment says otherwise than its partner. */
export const assignmentReturnsShape = (): Shape<AssignmentReturns> =>
  object({
    allowed: optional(bool()),
    days: optional(days()),
    reasons: optional(reasons()),
    evidence: optional(evidence()),
    approval: optional(approval()),
    restores_cap: optional(bool()),
  })
