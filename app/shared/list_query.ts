import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

export const DEFAULT_LIMIT = 50
const CURSOR = /^[\w.:-]{1,200}$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})$/

/** A cursor says after which object the next page begins; for callers it is opaque. */
export const writeCursor = (after: string): string =>
  Buffer.from(`after:${after}`).toString('base64url')

function readCursor(text: string): string | null {
  const [head, after] = Buffer.from(text, 'base64url').toString('latin1').split(/:(.*)/s)
  return head === 'after' && CURSOR.test(after ?? '') ? after : null
}

const cursorRule = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  const after = typeof value === 'string' ? readCursor(value) : null
  if (after === null) field.report('The cursor is not one that a list gave', 'cursor', field)
  else field.mutate(after, field)
})

/** RFC 3339 time or YYYY-MM-DD; a date or time that does not exist is refused. */
export function isMoment(text: string): boolean {
  if (!DATE.test(text) && !TIME.test(text)) return false
  const [year, month, day] = text.slice(0, 10).split('-').map(Number)
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return month >= 1 && month <= 12 && day >= 1 && day <= last && !Number.isNaN(Date.parse(text))
}

const momentRule = vine.createRule(
  (value: unknown, _: undefined, field: FieldContext) => {
    if (typeof value !== 'string' || !isMoment(value))
      field.report('The {{ field }} must be an RFC 3339 time or a date YYYY-MM-DD', 'moment', field)
  },
  {
    toJSONSchema: (schema) => {
      schema.description =
        'RFC 3339 time, or a date YYYY-MM-DD of the time zone of the account. `from` is included; `to` is included as a date, excluded as a time.'
    },
  }
)

const noControls = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  // PostgreSQL cannot store a NUL, and no name or note means the others.
  const controls = typeof value === 'string' && [...value].some((char) => char < ' ')
  if (controls) field.report('The {{ field }} must not have control characters', 'text', field)
})

/** One line of text. */
export const line = (max = 255) => vine.string().maxLength(max).use(noControls())

export const moment = () => vine.string().use(momentRule())

/** The query fields every list has. After validation `cursor` is the key or id the page begins after. */
export const page = {
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
  cursor: vine.string().maxLength(400).use(cursorRule()).optional(),
}

/** A list's answer from `limit + 1` rows or fewer: the one too many only says that there is a next page. */
export function toPage<R>(rows: R[], limit: number, keyOf: (row: R) => string) {
  const data = rows.slice(0, limit)
  const last = rows.length > limit ? data.at(-1) : undefined
  return { data, meta: { next_cursor: last === undefined ? null : writeCursor(keyOf(last)) } }
}
