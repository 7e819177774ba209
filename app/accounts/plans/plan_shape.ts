import { amountText, keyText } from '#shared/common_shapes'
import { formatAmount, parseAmount } from '#shared/money'
import { type Problem } from '#shared/result'
import { integer, object, oneOf, optional, text } from '#shared/shape'
import { AT_LIMIT, type Plan } from '#accounts/plans/types'

const MOST = 1_000_000_000

/** A plan as its seller writes it; amounts are decimal strings of the seller's currency. */
const planShape = (currency: string) =>
  object({
    key: keyText(),
    name: text({ max: 80 }),
    price: amountText(currency),
    trial_days: integer(0, 90),
    included: optional(integer(0, MOST)),
    overage: optional(amountText(currency)),
    at_limit: oneOf(AT_LIMIT),
    entities: optional(integer(0, MOST)),
    members: optional(integer(1, MOST)),
    partners: optional(integer(0, MOST)),
  })

export type PlanValues = Omit<Plan, 'id' | 'seller' | 'archived'>

/** Reads a plan, and checks what belongs together; problems name the field of the form. */
export function parsePlan(
  input: unknown,
  currency: string,
  problems: Problem[]
): PlanValues | null {
  const read = planShape(currency).parse(input, '', problems)
  if (!read || problems.length) return null
  if (read.at_limit !== 'warn' && read.included === undefined)
    problems.push({
      field: 'included',
      rule: 'required',
      message: 'is needed where leads beyond it are refused or billed',
    })
  if (read.at_limit === 'overage' && read.overage === undefined)
    problems.push({
      field: 'overage',
      rule: 'required',
      message: 'is needed where leads beyond the included ones are billed',
    })
  if (problems.length) return null
  const minor = (amount: string) => {
    const parsed = parseAmount(amount, currency)
    return parsed.ok ? parsed.value : 0
  }
  return {
    ...{ key: read.key, name: read.name, currency, trialDays: read.trial_days },
    price: minor(read.price),
    included: read.included ?? null,
    overage: read.overage === undefined ? null : minor(read.overage),
    at_limit: read.at_limit,
    limits: {
      entities: read.entities ?? null,
      members: read.members ?? null,
      partners: read.partners ?? null,
    },
  }
}

/** The same the other way round: what its form shows. */
export const writePlan = ({ limits, currency, ...plan }: Plan) => ({
  ...{ key: plan.key, name: plan.name, currency, trial_days: plan.trialDays },
  ...{ price: formatAmount(plan.price, currency), included: plan.included },
  overage: plan.overage === null ? null : formatAmount(plan.overage, currency),
  ...{ at_limit: plan.at_limit, ...limits, archived: plan.archived },
})

/** What a seller may begin from: round numbers of its own currency, nothing that must stay. */
export const starterPlans = (currency: string): PlanValues[] => [
  starter(currency, 'starter', 'Starter', '49', 500, '0.20', [2, 3, 10], 7),
  starter(currency, 'growth', 'Growth', '149', 2_500, '0.15', [10, 10, 50], 7),
  starter(currency, 'scale', 'Scale', '399', 10_000, '0.10', [null, null, null], 0),
]

function starter(
  currency: string,
  key: string,
  name: string,
  price: string,
  included: number,
  overage: string,
  [entities, members, partners]: (number | null)[],
  trialDays: number
): PlanValues {
  // Currencies without cents have no price of a fifth: the nearest they have.
  const minor = (amount: string) => {
    const exact = parseAmount(amount, currency)
    return exact.ok ? exact.value : 1
  }
  return {
    ...{ key, name, currency, trialDays, included, at_limit: 'overage' },
    ...{ price: minor(price), overage: minor(overage) },
    limits: { entities, members, partners },
  }
}
