import { listOf, record } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }

export const noteAnswer = record({
  id: text,
  lead: text,
  text: { ...text, description: 'Plain text.' },
  author: { ...text, description: 'Who wrote it: `user:<email>` or `token:<name>`.' },
  mentions: {
    ...listOf(text),
    description: 'E-mails of the people who are named in it, as far as they are of the team.',
  },
  created_at: time,
  edited_at: maybeTime,
})

export const taskAnswer = record({
  id: text,
  lead: text,
  title: text,
  due: {
    ...maybeText,
    description:
      '`YYYY-MM-DD` for some time on a day of the account’s time zone, RFC 3339 for a moment.',
  },
  assignee: { ...maybeText, description: 'E-mail of somebody of the team.' },
  created_at: time,
  created_by: maybeText,
  done_at: maybeTime,
  done_by: maybeText,
})

export const watchersAnswer = record({
  data: listOf(record({ email: text, name: maybeText, since: time })),
})
