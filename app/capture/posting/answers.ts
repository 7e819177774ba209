import { acceptLead } from '#entities/accept_lead'
import type { AcceptContext, DuplicateAction, Entity, Field, FieldType } from '#entities/types'
import type { SourceRules } from '#intake/bind_source'
import type { Problem } from '#shared/result'
import { PROBLEM_TYPES, type ProblemType } from '#shared/problem_types'
import { json } from '#capture/posting/examples'
import { type PostingWords, filled } from '#capture/posting/words/words'

interface Given {
  entity: Entity
  /** Those the source sees. */
  fields: Field[]
  rules: SourceRules
  sample: Record<string, unknown>
  lead: { entity: string; external_id: string; values: object; consent: object }
  context: AcceptContext
  now: number
  words: PostingWords
}

const LEAD = 'lead_019e2f6c0a1b7d3e'

/** What comes back, with examples: answers are those the API gives, errors those the entity itself has for bad values. */
export function sampleAnswers({ entity, fields, rules, sample, lead, context, now, words }: Given) {
  const at = new Date(now).toISOString()
  const action = rules.duplicate ?? entity.duplicate?.action ?? null
  const { external_id: externalId, values, consent } = lead
  const stored = {
    ...{ id: LEAD, entity: entity.key, status: 'received', external_id: externalId },
    ...{ values, extra: {}, consent, duplicate_of: null, test: false, created_at: at },
  }
  const first = { ...stored, values: {}, consent: null, duplicate_of: LEAD }
  const { answers: texts } = words
  const examples = [
    { title: texts.created, text: json(stored) },
    ...(action === 'skip' || action === 'update'
      ? [{ title: texts.duplicate, text: json(first) }]
      : []),
    ...(action === 'reject'
      ? [{ title: texts.refused, text: problem('duplicate-lead', REFUSED, { duplicate_of: LEAD }) }]
      : []),
    { title: texts.invalid, text: invalid(wrongValues(entity, fields, sample, context, now)) },
    { title: texts.slow, text: `Retry-After: 1\n\n${problem('too-many-requests', SLOW)}` },
  ]
  return {
    answers: examples,
    formAnswer: json({ status: 'success', lead_id: LEAD, created_at: at }),
    statuses: statuses(action, words),
    duplicates: duplicates(entity, fields, action, words),
  }
}

const REFUSED = 'A lead of this person exists already'
const SLOW = 'More requests per second than one key may send'

const problem = (type: ProblemType, detail: string, more: object = {}) =>
  json({ title: PROBLEM_TYPES[type].title, status: PROBLEM_TYPES[type].status, detail, ...more })

const invalid = (errors: Problem[]) =>
  problem(
    'validation',
    errors.length === 1 ? '1 value is invalid' : `${errors.length} values are invalid`,
    {
      errors,
    }
  )

function statuses(action: DuplicateAction | null, { answers }: PostingWords): [string, string][] {
  const rows: [string, string][] = [['201', answers.s201]]
  if (action === 'skip') rows.push(['200', answers.s200])
  if (action === 'update') rows.push(['200', answers.s200update])
  return [
    ...rows,
    ['400', answers.s400],
    ['401', answers.s401],
    ['403', answers.s403],
    ['409', answers.s409],
    ['422', answers.s422],
    ['429', answers.s429],
    ['5xx', answers.s5xx],
  ]
}

/** Only fields the source knows are named: a hidden one stays hidden. */
function duplicates(
  { duplicate }: Entity,
  fields: readonly Field[],
  action: DuplicateAction | null,
  { duplicates: texts }: PostingWords
): string[] {
  const labels = (duplicate?.keys ?? []).flatMap(
    (key) => fields.find((field) => field.key === key)?.label ?? []
  )
  if (!duplicate || !labels.length || !action) return [texts.none]
  return [
    filled(texts.keys, { keys: labels.join(', ') }),
    duplicate.within_days === null ? texts.ever : filled(texts.days, { n: duplicate.within_days }),
    texts[action],
  ]
}

const WRONG: Partial<Record<FieldType, unknown>> = {
  ...{ email: 'ada.sample@', phone: '12', number: 'many', date: '2026-02-30', datetime: 'soon' },
  ...{ select: 'something else', multi_select: ['something else'], checkbox: 'perhaps' },
  ...{ url: 'example', money: 'a lot' },
}

/** One required value left out and one that is wrong, as far as the entity has such fields. */
function wrongValues(
  entity: Entity,
  fields: Field[],
  sample: Record<string, unknown>,
  context: AcceptContext,
  now: number
): Problem[] {
  const values = { ...sample }
  const left = fields.find(
    ({ required, default: standard }) => required && (standard ?? null) === null
  )
  if (left) delete values[left.key]
  const wrong = fields.find(({ key, type }) => key !== left?.key && WRONG[type] !== undefined)
  if (wrong) values[wrong.key] = WRONG[wrong.type]
  const read = acceptLead(values, { ...entity, fields }, now, context)
  return read.ok
    ? [{ field: 'values', rule: 'object', message: 'must be an object' }]
    : read.problem
}
