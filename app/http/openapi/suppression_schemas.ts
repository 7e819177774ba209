import { listOf, record } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const whole: JsonSchema = { type: 'integer' }
const flag: JsonSchema = { type: 'boolean' }

export const suppressionListSchema = record(
  {
    key: text,
    name: text,
    blocks: { enum: ['everything', 'some'] },
    profiles: listOf(text),
    partners: listOf(text),
    on_arrival: { enum: ['refuse', 'store'] },
    partner: maybeText,
    keep_days: { type: ['integer', 'null'] },
    entries: whole,
    created_at: time,
    updated_at: time,
  },
  {
    description:
      'People who are not to be contacted. `everything`: a lead of theirs is refused when it arrives (422, rule `suppressed`), or stored and offered to nobody (`on_arrival`). `some`: it is not delivered to the `partners` and in the `profiles` named. With `partner` it is that partner’s own list and keeps leads from nobody else. Every list is looked at again before each attempt of a delivery.',
  }
)

export const suppressionEntrySchema = record(
  {
    id: text,
    kind: { enum: ['email', 'phone', 'domain', 'hash'] },
    digest: text,
    source: maybeText,
    reason: maybeText,
    added_at: time,
    added_by: maybeText,
    expires_at: maybeTime,
  },
  {
    description:
      'The address itself is not kept. `digest` is `sha256:` or `md5:` of its normal form: an e-mail address in lower case, a phone number as E.164.',
  }
)

export const addedSchema = record({
  added: whole,
  known: whole,
  refused: listOf(record({ index: whole, message: text })),
})

export const removedSchema = record({ removed: whole })

export const checkedSchema = record(
  { listed: flag, added: flag },
  {
    description:
      '`listed`: it was on the list before this request. `added`: it is from now on, by this request and no other.',
  }
)

export const consentSchema = record({
  id: text,
  lead: text,
  text: maybeText,
  text_sha256: maybeText,
  version: maybeText,
  given_at: maybeTime,
  received_at: time,
  ip: maybeText,
  user_agent: maybeText,
  page: maybeText,
  form: maybeText,
  form_version: maybeText,
  source: maybeText,
  evidence: listOf(record({ kind: { enum: ['trusted_form', 'jornaya', 'other'] }, value: text })),
  withdrawn_at: maybeTime,
  withdrawn_by: maybeText,
  reason: maybeText,
})

export const withdrawnSchema = record({ withdrawn: whole, suppressed: whole })
