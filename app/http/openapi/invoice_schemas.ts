import { listOf, record, ref } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const date: JsonSchema = { type: 'string', format: 'date' }
const maybeDate: JsonSchema = { type: ['string', 'null'], format: 'date' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const party: JsonSchema = { type: 'object', additionalProperties: true }

const groups = listOf(
  record(
    {
      strategy: text,
      category: maybeText,
      rate: maybeText,
      net: ref('Money'),
      amount: ref('Money'),
      from: date,
      to: date,
    },
    { description: 'What is taxed alike: a rate change within the period makes two.' }
  )
)

const tax: JsonSchema = {
  oneOf: [
    record(
      {
        strategy: text,
        category: text,
        rate: {
          type: ['string', 'null'],
          description: 'Percent; null in category O, and where `groups` have several rates.',
        },
        amount: ref('Money'),
        tax_country: maybeText,
        exemption_code: maybeText,
        note: maybeText,
        evidence: { type: 'object', additionalProperties: true },
        groups,
      },
      { description: 'How it is taxed, and from which facts.' }
    ),
    record(
      {
        strategy: { const: 'hold' },
        reason: text,
        code: text,
        detail: { type: 'object', additionalProperties: text },
        groups,
      },
      { description: 'It cannot be finalized yet.' }
    ),
    { type: 'null' },
  ],
}

export const invoiceSchema = record(
  {
    id: text,
    kind: { enum: ['invoice', 'credit_note', 'self_billing', 'self_billing_credit_note'] },
    number: maybeText,
    status: { enum: ['draft', 'open', 'paid', 'overdue', 'void'] },
    partner: maybeText,
    supplier: {
      type: ['string', 'null'],
      description: 'Of self-billing: the supplier, who is the seller.',
    },
    corrects: { type: ['string', 'null'], description: 'Id of the invoice it corrects.' },
    corrects_number: maybeText,
    reason: maybeText,
    period: record({ from: date, to: date }),
    issue_date: maybeDate,
    due_date: maybeDate,
    currency: text,
    language: { ...text, description: 'What the document is written in.' },
    intro: { ...maybeText, description: 'Free text above the lines.' },
    closing: { ...maybeText, description: 'Free text below the totals.' },
    notes: { ...listOf(text), description: 'Both, as paragraphs.' },
    payment_days: { type: ['integer', 'null'] },
    revision: {
      type: 'integer',
      description: 'Of a draft: changes name the one they were made on.',
    },
    seller: party,
    buyer: party,
    lines: listOf(
      record({
        description: text,
        quantity: text,
        unit_price: ref('Money'),
        net: ref('Money'),
        from: date,
        to: date,
        tax_group: { type: 'integer', description: 'Place in `tax.groups`.' },
        adjustment: {
          ...maybeText,
          description: 'Id of a line that is billed beside sales.',
        },
      })
    ),
    tax,
    totals: record({
      net: ref('Money'),
      tax: ref('Money'),
      gross: ref('Money'),
      prepaid: ref('Money'),
      paid: ref('Money'),
      credited: ref('Money'),
      set_off: ref('Money'),
      due: ref('Money'),
    }),
    payments: listOf(
      record({
        ...{ id: text, amount: ref('Money'), at: time, day: date, reference: maybeText },
        reverses: {
          ...maybeText,
          description: 'The payment this one takes back; its amount is negative.',
        },
      })
    ),
    credit_notes: listOf(
      record({ id: text, number: text, issue_date: date, gross: ref('Money'), reason: text })
    ),
    problems: listOf(record({ field: text, rule: text, message: text })),
    created_at: time,
    created_by: maybeText,
    finalized_at: maybeTime,
    finalized_by: maybeText,
    files: record({
      pdf: { enum: ['ready', 'pending', 'failed'] },
      xml: { enum: ['ready', 'pending', 'failed'] },
    }),
  },
  {
    description:
      'An invoice or credit note. A draft may change until it is finalized; then it never does. `due` of an invoice is `gross` less `prepaid` (from the balance of the partner; of a credit note: back to it), `paid` and `set_off`, the part of its credit notes that lowered what was open.',
  }
)

/** What waits for a partner's next invoice. */
export const adjustmentAnswer = record({
  id: text,
  description: text,
  reason: maybeText,
  quantity: text,
  unit_price: ref('Money'),
  net: ref('Money'),
  invoice: { ...maybeText, description: 'The draft it stands on.' },
  created_at: time,
  created_by: maybeText,
})

const count: JsonSchema = { type: 'integer' }
const maybeCount: JsonSchema = { type: ['integer', 'null'] }

/** A file of a document. */
export const fileSchema = record({
  format: { ...text, description: '`pdf`, or the id of a document format.' },
  state: { enum: ['ready', 'pending', 'failed'] },
  name: maybeText,
  media_type: maybeText,
  size: { ...maybeCount, description: 'Bytes.' },
  sha256: maybeText,
  template: { ...maybeText, description: 'What it was made by.' },
  attempts: { ...count, description: 'That failed.' },
  error: maybeText,
  ready_at: maybeTime,
  next_attempt_at: maybeTime,
  replaced: listOf(record({ sha256: text, why: { enum: ['missing', 'damaged'] }, at: time })),
  url: { ...maybeText, description: 'Reads the file without a token until it expires.' },
  url_expires_at: maybeTime,
})

/** A mail with a document. */
export const documentSendSchema = record({
  id: text,
  status: {
    enum: ['queued', 'sending', 'sent', 'kept', 'bounced', 'failed', 'cancelled'],
    description:
      '`sent`: the mail server took it for everybody. `bounced`: it refused a recipient. `kept`: no mail server is set, the mail lies in the outbox. `cancelled`: a reminder of what was paid meanwhile.',
  },
  reminder: { ...maybeCount, description: 'Level; null: the document itself.' },
  recipients: listOf(
    record({
      address: text,
      role: { enum: ['to', 'cc'] },
      status: { enum: ['waiting', 'taken', 'refused'] },
      reply: { ...maybeText, description: 'What the mail server said of this address.' },
    })
  ),
  subject: { ...maybeText, description: 'As it was sent.' },
  text: { ...maybeText, description: 'The text part, as it was sent.' },
  note: maybeText,
  files: listOf(record({ format: text, name: text, size: count, sha256: text })),
  xml: { ...maybeText, description: 'Format that goes along beside the PDF.' },
  reason: {
    enum: [
      ...['no_address', 'file_failed', 'xml_failed', 'refused', 'recipients_refused', 'gave_up'],
      ...['paid', 'paused', null],
    ],
    description: 'Why it was not sent.',
  },
  error: { ...maybeText, description: 'In the words of whoever refused it.' },
  attempts: count,
  next_attempt_at: maybeTime,
  message_id: maybeText,
  mail: { ...maybeText, description: 'Id in the outbox.' },
  actor: { ...maybeText, description: 'Who sent it; null: by itself.' },
  created_at: time,
  ended_at: maybeTime,
})
