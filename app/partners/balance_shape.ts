import { amountText } from '#shared/common_shapes'
import { type Shape, at, object, oneOf, optional } from '#shared/shape'
import type { PartnerBalance } from '#partners/types'

/** How far a partner is sold leads before it pays; amounts are read in the account's currency. */
export function balanceShape(currency: string): Shape<PartnerBalance> {
  const shape = object({
    mode: oneOf(['prepaid', 'credit']),
    overdraft: optional(amountText(currency)),
    limit: optional(amountText(currency)),
    low: optional(amountText(currency)),
  })
  return {
    schema: shape.schema,
    parse(value, path, problems) {
      const read = shape.parse(value, path, problems)
      if (!read) return undefined
      const refuse = (word: string, rule: string, message: string) =>
        void problems.push({ field: at(path, word), rule, message })
      if (read.mode === 'credit' && read.limit === undefined)
        return refuse('limit', 'required', 'is required: what the partner may owe')
      if (read.mode === 'credit' && read.overdraft !== undefined)
        return refuse('overdraft', 'mode', 'is for prepaid balances; on credit there is a limit')
      if (read.mode === 'prepaid' && read.limit !== undefined)
        return refuse('limit', 'mode', 'is for credit; a prepaid balance has an overdraft')
      return read
    },
  }
}
