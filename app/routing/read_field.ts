import type { LeadView } from '#sdk'

/** What the rules on a partner's answer see. Header names in lower case or as they came. */
export interface AnswerSubject {
  status: number
  headers: Record<string, string>
  body: unknown
  text: string
}

export type Reader<S> = (subject: S) => unknown

/** Own properties only: `constructor` from a rule finds nothing. */
const own = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string | number, unknown>)[key]
    : undefined

const LEAD: Record<string, Reader<LeadView>> = {
  id: (lead) => lead.id,
  source: (lead) => lead.source,
  created_at: (lead) => lead.created_at,
  test: (lead) => lead.test,
  stage: (lead) => own(lead, 'stage'),
  status: (lead) => own(lead, 'status'),
  assignee: (lead) => own(lead, 'assignee'),
  tags: (lead) => own(lead, 'tags'),
}

/** `lead.source` and its like; undefined for other names. */
export const leadReader = (name: string): Reader<LeadView> | undefined =>
  Object.hasOwn(LEAD, name) ? LEAD[name] : undefined

/** A value of the entity by the key of its field. The key must be one: `values` may have any prototype. */
export const valueReader =
  (key: string): Reader<LeadView> =>
  (lead) =>
    lead.values[key]

/** A part of a value that is an object, such as `address.state`. */
export const partReader =
  (key: string, part: string): Reader<LeadView> =>
  (lead) =>
    own(lead.values[key], part)

/** `status`, `text`, `headers.x-id` (any case), `body.data[0].id`. The path must be a valid one. */
export function answerReader(path: string): Reader<AnswerSubject> {
  if (path === 'status') return (answer) => answer.status
  if (path === 'text') return (answer) => answer.text
  if (path.startsWith('headers.')) return headerReader(path.slice('headers.'.length))
  const steps = stepsOf(path.slice('body'.length))
  return ({ body }) => {
    let value = body
    for (const step of steps) value = own(value, step)
    return value
  }
}

function headerReader(name: string): Reader<AnswerSubject> {
  const lower = name.toLowerCase()
  return ({ headers }) => {
    const found = own(headers, lower)
    if (found !== undefined) return found
    for (const key of Object.keys(headers)) if (key.toLowerCase() === lower) return headers[key]
    return undefined
  }
}

const stepsOf = (path: string): (string | number)[] =>
  [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index))
