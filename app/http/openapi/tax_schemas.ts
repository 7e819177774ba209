import { record, ref } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }

const block = record(
  {
    strategy: { type: 'string', description: 'The tax plugin that applies.' },
    category: { enum: ['S', 'AE', 'E', 'O', 'Z', 'K', 'G'], description: 'EN 16931, UNTDID 5305.' },
    rate: { type: ['string', 'null'], description: 'Percent; null in category O.' },
    amount: ref('Money'),
    tax_country: text,
    exemption_code: maybeText,
    note: { type: ['string', 'null'], description: 'What the document has to say.' },
    evidence: { type: 'object', additionalProperties: true },
  },
  { description: 'The tax block an invoice would carry.' }
)

const hold = record(
  {
    strategy: { const: 'hold' },
    reason: { type: 'string', description: 'Why it must not be issued yet, for a person.' },
    code: text,
    detail: { type: 'object', additionalProperties: text },
  },
  { description: 'The document must not be issued yet.' }
)

export const taxAnswer: JsonSchema = { oneOf: [block, hold] }
