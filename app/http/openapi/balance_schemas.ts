import { record, ref } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }

export const balanceSchema = record(
  {
    partner: text,
    mode: { enum: ['prepaid', 'credit'] },
    balance: ref('Money'),
    held: ref('Money'),
    room: ref('Money'),
    leads: { type: ['integer', 'null'] },
    deposit: ref('Money'),
    limit: ref('Money'),
    low: { oneOf: [ref('Money'), { type: 'null' }] },
    state: { enum: ['ok', 'low', 'reached'] },
  },
  {
    description:
      'What a partner paid in, or owes (below nothing). Sales move it at their net price, invoices by their tax, payments and credit notes back. `room` is what the partner may still be sold leads for: `balance` less `held`, what deliveries under way hold, and down to `limit` below nothing. `leads` is about how many that are.',
  }
)

export const movementSchema = record(
  {
    id: text,
    kind: {
      enum: [
        ...['opening', 'top_up', 'correction', 'sale', 'reversal'],
        ...['invoice', 'credit_note', 'payment', 'payout'],
      ],
    },
    amount: ref('Money'),
    at: { type: 'string', format: 'date-time' },
    day: { type: 'string', format: 'date' },
    delivery: maybeText,
    invoice: maybeText,
    number: maybeText,
    reference: maybeText,
    reason: maybeText,
    actor: maybeText,
  },
  { description: 'What moved a balance; above nothing: for the partner. It never changes.' }
)
